String page = new File(basedir, 'site/target/sitepack/site/index.html').text
assert new File(basedir, 'theme/target/harbour-theme-1.0.jar').file
assert page.contains('<p class="bar">High tide at noon</p>')
// The site's own word is above the theme's.
assert page.contains('<p class="berth">Place 7</p>')

String sheet = (page =~ /href="([^"]*custom[^"]*\.css)"/)[0][1]
assert new File(basedir, 'site/target/sitepack/site' + sheet).text.contains('.berth')
