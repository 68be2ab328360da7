['hugo/public', 'maven-site/target/site', 'javadoc/target/reports/apidocs', 'antora/build/site'].each {
  File folder = new File(basedir, it)
  folder.mkdirs()
  new File(folder, 'index.html').text = "<title>${it}</title>"
}
return true
