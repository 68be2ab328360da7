assert new File(basedir, 'build.log').readLines().count { it == '[INFO] skipped' } == 6
assert !new File(basedir, 'target').exists()
