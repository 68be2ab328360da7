String log = new File(basedir, 'build.log').text
['imageName', 'lockFile', 'mirrors', 'outputTimestamp', 'platforms', 'suite'].each {
  assert log =~ /(?m)^ +$it( \(Default: .*\))?$/
}
assert log.contains('User property: sitepack.imageName')
