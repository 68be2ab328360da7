byte[] online = new File(basedir, 'target/online/offline-1.0-image.tar').bytes
assert online.length > 5_000_000
assert online == new File(basedir, 'target/offline/offline-1.0-image.tar').bytes
