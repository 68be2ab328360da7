String log = new File(basedir, 'build.log').text
assert log =~ /sitepack\.lock.*armhf/
assert log =~ /fix: .*lock goal/
assert !new File(basedir, 'target/drift-1.0-image.tar').exists()
