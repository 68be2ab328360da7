File site = new File(basedir, 'manual/target/sitepack/site')
def text = { new File(site, it).getText('UTF-8') }
// What the pages hold, without the frame of the theme.
def main = { path -> def html = text(path); html.substring(html.indexOf('<main'), html.indexOf('</main>')) }

// Languages: by file name and by folder, with forms of plurals, directions and links to one another.
assert text('index.html').contains('<html lang="en" dir="ltr" data-accent="green">')
assert text('ar/index.html').contains('<html lang="ar" dir="rtl"')
assert text('ja/index.html').contains('<html lang="ja-JP" dir="ltr"')
assert main('index.html').contains('Hello from manual 1.0.')
assert main('index.html').contains('<li>1 file</li><li>2 files</li>')
assert main('pl/index.html').contains('<li>0 plików</li><li>1 plik</li><li>2 pliki</li><li>3 pliki</li><li>5 plików</li>' +
    '<li>11 plików</li><li>12 plików</li><li>21 plików</li><li>22 pliki</li><li>100 plików</li><li>1.5 pliku</li>')
assert main('ar/index.html').contains('<li>لا ملفات</li><li>ملف واحد</li><li>ملفان</li><li>3 ملفات</li><li>5 ملفات</li><li>11 ملفًا</li>')
assert main('ja/index.html').contains('<li>5個のファイル</li>')
assert text('ja/guide/index.html').contains('次へ進む') : 'a word of the theme is replaced'
assert text('guide/install/index.html').contains(
    '<link rel="alternate" hreflang="en" href="https://example.org/guide/install/">\n' +
    '<link rel="alternate" hreflang="pl" href="https://example.org/pl/guide/install/">\n' +
    '<link rel="alternate" hreflang="x-default" href="https://example.org/guide/install/">\n')
assert text('ja/guide/install/index.html').contains('hreflang="ar" href="https://example.org/ar/guide/install/"') : 'by translationKey'
assert main('pl/guide/index.html').contains('<a href="/guide/markdown/#math">po angielsku</a>')
assert main('404.html').contains('Nothing is here.') && main('pl/404.html').contains('Nic tu nie ma.')
assert main('ar/404.html').contains('هذه الصفحة غير موجودة')

// Data of all kinds, bundles with their resources, parts of other files.
assert main('index.html').contains('<li>Ada: Author</li><li>Grace: Reviewer</li>')
assert main('index.html').contains('<li>1.0 of 2026-05-01</li>')
assert main('index.html').contains('<li>3.5 true</li>')
assert main('index.html').contains('<li>Tea, green = 3</li>')
assert main('guide/install/index.html').contains('width="4" height="3"')
assert main('pl/guide/install/index.html').contains('width="8" height="6"') : 'the picture of that language'
assert main('guide/install/index.html').contains('Included: <em>always the same</em>.')
String shown = main('guide/markdown/index.html').replaceAll('<[^>]+>', '')
assert shown.contains('public List&lt;String&gt; greet(List&lt;String&gt; names) {\n  return names')
assert shown.contains('public String shout(String name) {\n') && !shown.contains('tag::')
assert shown.contains('// {{&lt; param greeting &gt;}}\n')

// Markdown and what goes beyond it.
String markdown = main('guide/markdown/index.html')
['“Quotes” – dashes — and dots… with 🎉 and 🇹🇷, H<sub>2</sub>O, 2<sup>10</sup>, <mark>marked</mark> and <ins>new</ins>.',
 '<dd>What an engine runs.</dd>',
 '<details class="alert alert-warning"><summary class="alert-title">Mind the <em>step</em></summary>',
 '<h2 id="setup"', '<msqrt>', '<mtable>', '<pre class="tally" data-unit="sticks">2</pre>',
 'href="https://api.example.org/1.0/com/acme/Greeter.html#greet(java.util.List)"',
 'href="https://docs.oracle.com/en/java/javase/17/docs/api/java.base/java/util/List.html#of(E...)"',
 '<span class="tok-inserted">+ new</span>', '<details open><summary>More</summary>', 'Up to 100 <em>names</em>.',
 'Inner, 0, in Outer</p>\n<ul>\n<li>one</li>', 'See &lt;https://example.org/guide/%C3%B6ptions/&gt; and &lt;/guide/install/&gt;.',
 'aria-label="Ağaç → 木 (نعم)"', '<a class="callout" href="#callout-1-1"', '<figure class="code terminal">',
 '<h3 id="math" class="numbered">Math <small>1</small></h3>', 'HTML <b>as it is</b>.'].each {
  assert markdown.contains(it)
}
assert main('guide/öptions/index.html').contains('<ul class="steps" id="plan">')
assert main('guide/öptions/index.html').contains('<li id="fn:1">')

// Addresses, lists, and what is not published.
['blog/2026/05/der-5.-beitrag/index.html', 'blog/the-first.html', 'reference.html', 'reference/api.html',
 'reference/raw.html', 'blog/page/3/index.html', 'tags/ilk-adım/index.html', 'ja/tags/開始/index.html',
 'series/basics/index.html', 'finished/a/b/c.css'].each { assert new File(site, it).isFile() : it }
assert !new File(site, 'finished/a/b/c.css.map').exists()
assert !text('sitemap.xml').contains('404') && !new File(site, 'en/sitemap.xml').text.contains('/404')
assert !new File(site, 'blog/future').exists() && !new File(site, 'blog/draft').exists()
assert main('reference/api.html').contains('<small class="badge">exact</small>')
assert main('blog/2026/05/der-5.-beitrag/index.html').contains('Post no. 3') : 'a related page'
assert text('index.html').contains('Install</a>') : 'a menu from front matter'

// Other forms.
def feed = new groovy.xml.XmlParser(false, false).parse(new File(site, 'index.xml'))
assert feed.channel.item.title*.text().take(2) == ['Post no. 5', 'Post no. 4']
assert feed.channel.item.size() == 10 : 'the limit of eleven'
assert new groovy.xml.XmlParser(false, false).parse(new File(site, 'ar/index.atom')).entry.size() > 0
assert new groovy.json.JsonSlurper().parse(new File(site, 'ja/index.jsonfeed'), 'UTF-8').title == 'アクメの手引き'
def sitemap = new groovy.xml.XmlParser(false, false).parse(new File(site, 'sitemap.xml'))
assert sitemap.sitemap.loc*.text() == ['en', 'pl', 'ar', 'ja'].collect { 'https://example.org/' + it + '/sitemap.xml' }
def english = new groovy.xml.XmlParser(false, false).parse(new File(site, 'en/sitemap.xml'))
assert english.url[0].'xhtml:link'.collect { it.@hreflang } == ['ar', 'en', 'ja-JP', 'pl']
assert english.url.find { it.loc.text().endsWith('the-first.html') }.priority.text() == '0.8'
assert text('pl/llms.txt').startsWith('# Podręcznik Acme\n') && text('pl/llms.txt').contains('(https://example.org/pl/guide/install/index.md)')
assert text('guide/install/index.md').contains('It costs 100 coins, see [the options](https://example.org/guide/%C3%B6ptions/#list).')
assert text('robots.txt') == 'User-agent: *\nDisallow: /private/\nSitemap: https://example.org/sitemap.xml\n'

assert new groovy.json.JsonSlurper().parse(new File(site, 'guide/contents.json'), 'UTF-8').pages.contains('https://example.org/guide/dated/')
assert new groovy.json.JsonSlurper().parse(new File(site, 'pl/guide/contents.json'), 'UTF-8').pages.size() > 0
assert text('en/sitemap.xml').replaceAll('\\s', '').contains('<loc>https://example.org/guide/dated/</loc><lastmod>2001-02-03')
assert main('guide/parts/index.html').contains('First part: <p>See <a href="/guide/install/">how to install</a>.</p>')
assert main('guide/parts/index.html').contains('Last: <p>Last, in a folder of its own.</p>')
assert text('guide/markdown/index.html').contains('<ol>') : 'contents in numbers'

// Assets under their fingerprints, with what browsers check them by.
def style = (text('index.html') =~ /href="\/(assets\/custom\.[0-9a-f]{16}\.css)" integrity="sha256-([^"]+)"/)
assert style.find()
byte[] css = new File(site, style.group(1)).bytes
assert java.security.MessageDigest.getInstance('SHA-256').digest(css).encodeBase64().toString() == style.group(2)

def together = (text('guide/parts/index.html') =~ /data-sheet="\/(assets\/all\.[0-9a-f]{16}\.css)"/)
assert together.find() && new File(site, together.group(1)).text.endsWith('table{border-collapse:collapse}')

// Rules of the server.
String nginx = ''
new File(basedir, 'manual/target/sitepack/nginx').eachFileRecurse(groovy.io.FileType.FILES) { nginx += it.getText('UTF-8') }
['"/setup" "/guide/install/";', '"/old/install.html"', '"/download"', 'https://example.org/files/', 'X-Guide', 'X-Robots-Tag', 'max-age=300',
 '"~^/ja/" "/ja/404.html";'].each {
  assert nginx.contains(it) : it
}
assert new File(basedir, 'manual/target/manual-1.0-image.tar').size() > 5_000_000
