['hugo': 'hugo/public', 'maven-site': 'maven-site/target/site', 'antora': 'antora/build/site'].each { module, folder ->
  assert new File(basedir, "${module}/target/sitepack/site/index.html").text == "<title>${folder}</title>"
}
assert new File(basedir, 'javadoc/target/sitepack/site/api/index.html').text.contains('apidocs')
assert new File(basedir, 'javadoc/target/sitepack/site/index.html').text.contains('href="/api/"')
