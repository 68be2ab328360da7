List<String> digests = ['short', 'long'].collect {
  new File(basedir, it + '/target/sitepack/image.digest').text
}
assert digests[0].startsWith('sha256:')
assert digests[0] == digests[1]

['short', 'long'].each {
  File installed = new File(localRepositoryPath, "org/example/$it/1.0/$it-1.0-image.tar")
  assert installed.bytes == new File(basedir, "$it/target/$it-1.0-image.tar").bytes
}
