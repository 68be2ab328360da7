List<String> log = new File(basedir, 'build.log').readLines()
[
  'src/site/content/_index.md:5:33: ',
  'src/site/content/_index.md:6:1: ',
  'src/site/content/guide.md:5:1: ',
  'src/site/content/guide.md:7:13: ',
].each { place ->
  assert log.count { it.contains(place) } == 1 : place
}
assert log.count { it.contains('  fix: ') } == 4
assert log.any { it.contains('4 problems') }
assert !log.any { it.contains('\tat io.github.sitepack') }
assert !new File(basedir, 'target/sitepack/site').exists()
