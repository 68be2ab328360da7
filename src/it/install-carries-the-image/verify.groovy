byte[] built = new File(basedir, 'target/carried-1.0-image.tar').bytes
assert new File(localRepositoryPath, 'org/example/carried/1.0/carried-1.0-image.tar').bytes == built
assert new File(basedir, 'target/shelf/org/example/carried/1.0/carried-1.0-image.tar').bytes == built
