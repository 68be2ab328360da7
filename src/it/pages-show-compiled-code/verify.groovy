String page = new File(basedir, 'manual/target/sitepack/site/index.html').text.replaceAll('<[^>]+>', '')
assert page.contains('public String greet(String name) {\n  return &quot;Hello &quot; + name;\n}\n')
assert page.contains('public static void main(String[] args) {\n')
assert !page.contains('tag::')
assert new File(basedir, 'code/target/classes/com/acme/Greeter.class').exists()
String html = new File(basedir, 'manual/target/sitepack/site/index.html').text
assert html.contains('<a href="https://acme.example.org/1.0/api/com/acme/Greeter.html#greet(java.lang.String)"><code>Greeter.greet(String)</code></a>')
assert html.contains('<a href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/List.html#of()">list</a>')
