String log = new File(basedir, 'build.log').text
assert log.contains('3 files copied to src/site; not taken: layouts')
assert log.contains('stub src/site/layouts/_shortcodes/chip.ftlh for 2 uses, the first at src/site/content/_index.md:4:34')
assert log.contains('nothing is left to mend')
File site = new File(basedir, 'target/sitepack/site')
assert new File(site, 'index.html').text.contains('<title>')
assert new File(site, 'guide/first/index.html').text.contains('<em>box</em>')
assert log.contains('this template and 1 more are stubs')
