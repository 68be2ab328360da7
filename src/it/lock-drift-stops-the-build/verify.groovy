String log = new File(basedir, 'build.log').text
assert log.contains('sitepack.lock: has no packages for linux/arm/v7')
assert log =~ /fix: .*mvn sitepack:lock/
assert !new File(basedir, 'target/drift-1.0-image.tar').exists()
