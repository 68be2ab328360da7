import com.sun.net.httpserver.HttpHandler
import com.sun.net.httpserver.HttpServer

File files = new File(basedir, 'mirror')
List<String> asked = Collections.synchronizedList([])
HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.loopbackAddress, 0), 0)
server.createContext('/', { exchange ->
  String path = exchange.requestURI.path
  asked << path
  File file = new File(files, path)
  if (file.file) {
    exchange.sendResponseHeaders(200, file.length())
    exchange.responseBody.write(file.bytes)
  } else {
    exchange.sendResponseHeaders(404, -1)
  }
  exchange.close()
} as HttpHandler)
server.start()
context.put('server', server)
context.put('asked', asked)
new File(basedir, 'test.properties').text =
    "sitepack.mirrors=http://127.0.0.1:${server.address.port}/\n"
return true
