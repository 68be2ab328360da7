import groovy.json.JsonSlurper

context.get('server').stop(0)

File lock = new File(basedir, 'sitepack.lock')
def packages = new JsonSlurper().parse(lock).architectures[0].packages
assert packages.size() == 8
List<String> asked = context.get('asked')
for (def each : packages) {
  assert asked.count { it.endsWith(each.path) } == 1 : each.path
}

// The lowest layers are the tiny packages of this mirror.
File layout = new File(basedir, 'target/first/sitepack/image')
String digest = new File(basedir, 'target/first/sitepack/image.digest').text.strip()
def manifest = new JsonSlurper().parse(new File(layout, 'blobs/' + digest.replace(':', '/')))
assert manifest.layers.size() > 8
assert manifest.layers.take(8).every { it.size < 5_000 }

assert new File(basedir, 'target/again/sitepack/image.digest').text.strip() == digest
assert !new File(basedir, 'build.log').text.contains('locking nginx')
