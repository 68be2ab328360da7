List<String> log = new File(basedir, 'build.log').readLines()
[
  'answer    200',
  'because   the page of this folder',
  '(src/site/content/guide.md',
  'X-Robots-Tag: noindex  (src/site/static/_headers:2:3)',
  'Cache-Control: no-cache',
  'answer    302 to /v2/x?q=1',
  'rule      /v1/* to /v2/:splat 302  (src/site/static/_redirects:2:1)',
  'there     404 /404.html',
  'because   no file, redirect or rule has this path',
].each { line ->
  assert log.any { it.contains(line) } : line
}
assert !new File(basedir, 'target/sitepack/site').exists()
