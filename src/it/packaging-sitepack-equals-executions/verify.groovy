List<String> digests = ['short', 'long'].collect {
  new File(basedir, it + '/target/sitepack/image.digest').text
}
assert digests[0].startsWith('sha256:')
assert digests[0] == digests[1]

for (String module : ['short', 'long']) {
  File installed = new File(localRepositoryPath, "org/example/$module/1.0/$module-1.0-image.tar")
  assert installed.bytes == new File(basedir, "$module/target/$module-1.0-image.tar").bytes
}
