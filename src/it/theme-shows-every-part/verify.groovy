File site = new File(basedir, 'target/sitepack/site')
def page = { new File(site, it).getText('UTF-8') }

// Each section has the layout that its pages ask for.
assert page('index.html').contains('class="hero"')
assert page('index.html').contains('class="cards features"')
assert page('docs/start/index.html').contains('class="toc')
assert page('blog/index.html').contains('/blog/zinc/')
assert page('blog/page/2/index.html').contains('/blog/first/')
assert page('outdoors/index.html').contains('<main')

// Every component of the built-in shortcodes is on the page of components.
String parts = page('docs/components/index.html')
['class="steps"', 'class="file-tree"', 'class="keys"', 'class="tiles"', 'class="link-card"', 'class="tabs"',
 'class="alert alert-tip"', 'class="pageinfo"', 'class="zoom"', 'class="video-card"'].each {
  assert parts.contains(it) : it
}

// The Arabic pages run from right to left, and both languages know of each other.
assert page('ar/index.html').contains('<html lang="ar" dir="rtl"')
assert page('index.html').contains('hreflang="ar" href="https://lantern.example.org/ar/"')
assert page('ar/index.html').contains('hreflang="en" href="https://lantern.example.org/"')

// Diagrams are drawn, and their source stays in the Markdown of the page.
String drawn = page('docs/diagrams/index.html')
assert drawn.count('<figure class="diagram"><div tabindex="0"><svg role="img"') == 12
assert drawn.contains('aria-label="Three parts of the lamp and what joins them."')
assert page('docs/diagrams/index.md').contains('guess{Will it rain?} -- yes --> blue([Blue])')
