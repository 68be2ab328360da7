import groovy.json.JsonSlurper

File target = new File(basedir, 'target')
assert new File(target, 'sitepack/site/index.html').text.contains('Welcome.')
assert new File(target, 'sitepack/site/guide/index.html').text.contains('id="first-steps"')
assert new File(target, 'sitepack/nginx').directory

// The digest on disk is that of the only manifest in the layout, whose bytes have it.
String digest = new File(target, 'sitepack/image.digest').text.strip()
assert digest ==~ /sha256:[0-9a-f]{64}/
File layout = new File(target, 'sitepack/image')
def index = new JsonSlurper().parse(new File(layout, 'index.json'))
assert index.manifests*.digest == [digest]
File manifest = new File(layout, 'blobs/sha256/' + digest.substring(7))
assert manifest.bytes.digest('SHA-256') == digest.substring(7)

// The image was made when the POM says.
String config = new JsonSlurper().parse(manifest).config.digest.substring(7)
assert new JsonSlurper().parse(new File(layout, 'blobs/sha256/' + config)).created == '2026-01-31T12:00:00Z'

assert new File(target, 'site-1.0-image.tar').file

// At most six lines of ours: those below the headings of our goals.
int ours = 0
boolean inside = false
new File(basedir, 'build.log').eachLine { line ->
  if (line.contains('--- ')) {
    inside = line.contains('sitepack')
  } else if (inside && line ==~ /\[[A-Z]+\] -+/) {
    inside = false
  } else if (inside && !(line ==~ /\[INFO\] *|.* Download(ing|ed) .*/)) {
    ours++
  }
}
assert ours in 1..6
