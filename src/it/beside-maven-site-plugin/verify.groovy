File theirs = new File(basedir, 'target/site')
File ours = new File(basedir, 'target/sitepack/site')
assert new File(theirs, 'report.html').text.contains('By the site plugin')
assert !new File(theirs, 'guide.html').exists()
assert new File(ours, 'guide/index.html').text.contains('A guide.')
assert !new File(ours, 'report').exists()
assert new File(basedir, 'target/beside-1.0-image.tar').file
