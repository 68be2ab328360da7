File made = new File(basedir, 'target/public')
File site = new File(basedir, 'target/sitepack/site')
List<String> names = []
made.eachFileRecurse(groovy.io.FileType.FILES) { file ->
  String name = made.toPath().relativize(file.toPath())
  names << name
  assert new File(site, name).bytes == file.bytes : name
}
assert names.containsAll(['index.html', 'posts/first/index.html', 'main.css', '404.html', 'sitemap.xml'])
assert new File(site, 'index.html').text.contains('Built by <em>Hugo</em>')
assert new File(basedir, 'target/hugo-1.0-image.tar').size() > 5_000_000
