String log = new File(basedir, 'build.log').text
assert log.contains('no sitepack.lock yet: locking nginx from Debian trixie')
assert log =~ /sitepack\.lock: new; trixie of .*, 11 packages for amd64/

String lock = new File(basedir, 'sitepack.lock').getText('UTF-8')
assert lock.contains('trixie-security')
assert lock.contains('"nginx"')
assert new File(basedir, 'target/first-build-1.0-image.tar').size() > 5_000_000
