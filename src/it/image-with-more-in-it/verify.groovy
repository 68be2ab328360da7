import groovy.json.JsonSlurper
import java.util.zip.GZIPInputStream

File layout = new File(basedir, 'target/sitepack/image')
def blob = { digest -> new File(layout, 'blobs/' + digest.replace(':', '/')) }
def json = { file -> new JsonSlurper().parse(file) }

def index = json(new File(layout, 'index.json'))
def manifest = json(blob(index.manifests[0].digest))
def config = json(blob(manifest.config.digest))

assert manifest.annotations == ['org.opencontainers.image.source': 'https://example.org/docs']
assert config.config.Labels == ['org.example.team': 'docs']
assert config.config.Env == ['MALLOC_MMAP_THRESHOLD_=131072', 'TZ=Europe/Berlin']
assert config.config.ExposedPorts == ['9090/tcp': [:]]
assert config.config.User == '65532:65532'
assert config.config.Entrypoint == ['/usr/sbin/nginx']

// What the tar headers say of every file: mode, owner, type and content.
def octal = { byte[] header, int at, int length ->
  String text = new String(header, at, length, 'US-ASCII').replace('\0', ' ').trim()
  text ? Long.parseLong(text, 8) : 0L
}
def text = { byte[] header, int at, int length -> new String(header, at, length, 'UTF-8').takeWhile { it != '\0' } }
Map files = [:]
manifest.layers.eachWithIndex { layer, i ->
  byte[] tar = new GZIPInputStream(blob(layer.digest).newInputStream()).bytes
  for (int at = 0; at + 512 <= tar.length && tar[at] != 0;) {
    byte[] header = tar[at..<(at + 512)] as byte[]
    int size = octal(header, 124, 12)
    String path = text(header, 345, 155) ? text(header, 345, 155) + '/' + text(header, 0, 100) : text(header, 0, 100)
    files[path.replaceAll('/+$', '')] = [
      layer: config.history[i].created_by,
      mode: Long.toOctalString(octal(header, 100, 8)),
      owner: octal(header, 108, 8) + ':' + octal(header, 116, 8),
      folder: header[156] == (byte) ('5' as char),
      content: size < 4096 ? new String(tar, at + 512, size, 'UTF-8') : '',
    ]
    at += 512 + (size + 511).intdiv(512) * 512
  }
}
def of = { path -> files[path].subMap(['layer', 'mode', 'owner', 'folder']) }
assert of('etc/ssl/security.pem') == [layer: 'extra files', mode: '640', owner: '0:101', folder: false]
assert files['etc/ssl/security.pem'].content == new File(basedir, 'src/image/security.pem').text
assert of('opt/tables') == [layer: 'extra files', mode: '755', owner: '0:0', folder: true]
assert of('opt/tables/one.csv') == [layer: 'extra files', mode: '644', owner: '0:0', folder: false]
assert files['opt/tables/more/two.csv'].content == 'b;2\n'
assert of('var/cache/ours') == [layer: 'extra files', mode: '750', owner: '101:101', folder: true]

// The package is a layer of its own, in the lock with its reason, and scanners find it.
def lock = json(new File(basedir, 'sitepack.lock'))
assert lock.roots.contains('tzdata')
def locked = lock.architectures.find { it.name == 'amd64' }.packages.find { it.name == 'tzdata' }
assert locked.why == 'root: asked for'
assert files['usr/share/zoneinfo/Europe/Berlin'].layer == 'tzdata ' + locked.version
assert files['var/lib/dpkg/status.d/tzdata'].layer == 'tzdata ' + locked.version
assert json(new File(basedir, 'target/sitepack/attestations/sbom.cdx.json')).components.any {
  it.name == 'tzdata' && it.version == locked.version
}

assert new File(basedir, 'build.log').text.contains('identical: target/sitepack/image is ' + index.manifests[0].digest)
