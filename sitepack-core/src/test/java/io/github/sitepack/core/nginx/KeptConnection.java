package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A connection on which one request follows another, so that many take little time. */
final class KeptConnection implements AutoCloseable {
  private final int port;
  private Socket socket;
  private InputStream in;
  private int count;

  KeptConnection(int port) {
    this.port = port;
  }

  /** Asks and waits for the answer, whose length must be told. */
  Wire ask(String method, String target, List<String> headers) throws IOException {
    if (socket == null) {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(20_000);
      in = new BufferedInputStream(socket.getInputStream());
    }
    StringBuilder request = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: x\r\n");
    headers.forEach(line -> request.append(line).append("\r\n"));
    socket.getOutputStream().write(request.append("\r\n").toString().getBytes(ISO_8859_1));
    count++;
    String first;
    try {
      first = line();
    } catch (EOFException | SocketException e) {
      // A server may close a connection that has been used; nginx does after a 412.
      if (count == 1) {
        throw new IOException("no answer to " + request, e);
      }
      close();
      return ask(method, target, headers);
    }
    int status = Integer.parseInt(first.split(" ")[1]);
    TreeMap<String, String> fields = new TreeMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      fields.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim(),
          (a, b) -> a + ", " + b);
    }
    boolean bodied = !method.equals("HEAD") && status != 304;
    int length = Integer.parseInt(fields.getOrDefault("content-length", "0"));
    byte[] body = in.readNBytes(bodied ? length : 0);
    if ("close".equals(fields.get("connection"))) {
      close();
    }
    return new Wire(status, fields, new String(body, ISO_8859_1));
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the connection was closed");
      }
      line.append((char) c);
    }
    return line.toString().strip();
  }

  @Override
  public void close() throws IOException {
    if (socket != null) {
      socket.close();
      count = 0;
      socket = null;
    }
  }
}
