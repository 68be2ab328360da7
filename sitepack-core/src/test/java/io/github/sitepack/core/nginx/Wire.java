package io.github.sitepack.core.nginx;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * One answer as it came over the wire.
 *
 * @param status the status, or 0 when the connection was closed without one
 * @param headers values by name in lower case; several of a name are joined by {@code ", "}
 * @param text the body, chunks joined, one character a byte
 */
public record Wire(int status, TreeMap<String, String> headers, String text) {
  /** Sends a request with a method, a raw target and header lines. */
  public static Wire ask(int port, String method, String target, String... headers)
      throws IOException {
    List<String> lines = new ArrayList<>(List.of(headers));
    if (lines.stream().noneMatch(line -> line.toLowerCase(Locale.ROOT).startsWith("host:"))) {
      lines.add("Host: localhost:" + port);
    }
    lines.add("Connection: close");
    String head = method + " " + target + " HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n";
    return send(port, head.getBytes(ISO_8859_1), !method.equals("HEAD"));
  }

  /** A GET. */
  public static Wire get(int port, String target, String... headers) throws IOException {
    return ask(port, "GET", target, headers);
  }

  /** Sends bytes as they are and reads until the other side closes. */
  public static Wire send(int port, byte[] request, boolean bodied) throws IOException {
    byte[] all;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      all = socket.getInputStream().readAllBytes();
    }
    if (all.length == 0) {
      return new Wire(0, new TreeMap<>(), "");
    }
    String text = new String(all, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    String[] lines = text.substring(0, end).split("\r\n");
    TreeMap<String, String> headers = new TreeMap<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      headers.merge(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          line.substring(colon + 1).trim(),
          (a, b) -> a + ", " + b);
    }
    byte[] body = Arrays.copyOfRange(all, end + 4, all.length);
    if (bodied && "chunked".equals(headers.get("transfer-encoding"))) {
      body = unchunk(body);
    }
    return new Wire(
        Integer.parseInt(lines[0].split(" ")[1]), headers, new String(body, ISO_8859_1));
  }

  private static byte[] unchunk(byte[] chunked) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String text = new String(chunked, ISO_8859_1);
    int at = 0;
    while (true) {
      int line = text.indexOf("\r\n", at);
      int length = Integer.parseInt(text.substring(at, line).trim(), 16);
      if (length == 0) {
        return out.toByteArray();
      }
      out.write(chunked, line + 2, length);
      at = line + 2 + length + 2;
    }
  }

  /** A header's value, or "". */
  public String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /** The bytes of the body. */
  public byte[] body() {
    return text.getBytes(ISO_8859_1);
  }
}
