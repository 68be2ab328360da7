File once = new File(basedir, 'target/once/twice-1.0-image.tar')
File again = new File(basedir, 'target/again/twice-1.0-image.tar')
assert once.size() > 5_000_000
assert once.bytes == again.bytes
