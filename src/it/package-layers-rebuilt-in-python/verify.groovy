boolean python
try {
  python = ['python3', '-c', 'import lzma'].execute().waitFor() == 0
} catch (IOException e) {
  python = false
}
if (!python) {
  assert System.getenv('SITEPACK_REQUIRE_ENGINES') != 'true' : 'python3 with lzma is missing'
  println 'skipped: there is no python3 with lzma'
  return true
}

File image = new File(basedir, 'target/sitepack/image')
File cache = new File(localRepositoryPath, '.cache/sitepack')
def rebuild = { File lock ->
  StringBuilder out = new StringBuilder()
  Process process = ['python3', new File(basedir, 'rebuild.py').path, lock.path, image.path, cache.path].execute()
  process.waitForProcessOutput(out, out)
  println out
  [process.exitValue(), out.toString()]
}

File lock = new File(basedir.parentFile, 'first-build-makes-the-lock/sitepack.lock')
def (int exit, String out) = rebuild(lock)
assert exit == 0
assert out.contains('22 compared, 0 differ, 0 missing')

String text = lock.getText('UTF-8')
String without = text.replaceFirst(/\s*"usr\/sbin\/nginx",/, '')
assert without != text
File shorter = new File(basedir, 'target/shorter.lock')
shorter.setText(without, 'UTF-8')
(exit, out) = rebuild(shorter)
assert exit == 1
assert out.contains('differs  amd64 nginx ')
assert out.contains('22 compared, 1 differ, 0 missing')
