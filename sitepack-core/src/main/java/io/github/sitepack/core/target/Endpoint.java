package io.github.sitepack.core.target;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.sitepack.core.fetch.Patience;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Where a registry listens.
 *
 * @param host its name or IPv4 address
 * @param port its port
 */
record Endpoint(String host, int port) {
  private static final String DOCKER_HUB = "docker.io";
  private static final String DOCKER_HUB_HOST = "registry-1.docker.io";
  private static final int HTTPS = 443;

  static Endpoint of(String registry) {
    if (registry.equals(DOCKER_HUB)) {
      return new Endpoint(DOCKER_HUB_HOST, HTTPS);
    }
    int colon = registry.lastIndexOf(':');
    return colon < 0
        ? new Endpoint(registry, HTTPS)
        : new Endpoint(
            registry.substring(0, colon),
            Integer.parseInt(registry, colon + 1, registry.length(), 10));
  }

  /** As a part of an address: without the usual port. */
  String authority() {
    return port == HTTPS ? host : host + ":" + port;
  }

  /** Whether a host is this machine, where nobody listens in. */
  static boolean isLoopback(String host) {
    return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  /**
   * Finds out whether the registry is spoken to in plain HTTP, which only one on this machine is.
   * The HTTP client would ask a host that is not there for a minute before it says so.
   *
   * @throws javax.net.ssl.SSLException when it does not speak TLS or cannot be believed
   * @throws IOException when nobody is there; the message is the reason
   */
  boolean plain(Patience patience) throws IOException {
    if (isProxied()) {
      return false;
    }
    if (isLoopback(host)) {
      try (Socket socket = connect(patience)) {
        if (answersPlainly(socket)) {
          return true;
        }
      }
    }
    try (Socket socket = connect(patience);
        SSLSocket tls =
            (SSLSocket)
                ((SSLSocketFactory) SSLSocketFactory.getDefault())
                    .createSocket(socket, host, port, true)) {
      SSLParameters parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
    } catch (SocketTimeoutException e) {
      throw new IOException("no answer within " + patience.answer().toSeconds() + " s", e);
    }
    return false;
  }

  private boolean isProxied() {
    ProxySelector proxies = ProxySelector.getDefault();
    return proxies != null
        && proxies.select(URI.create("https://" + host + ":" + port + "/")).stream()
            .anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
  }

  private Socket connect(Patience patience) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), (int) patience.connect().toMillis());
      socket.setSoTimeout((int) patience.answer().toMillis());
      return socket;
    } catch (UnknownHostException e) {
      socket.close();
      throw new IOException("unknown host", e);
    } catch (SocketTimeoutException e) {
      socket.close();
      throw new IOException("no connection within " + patience.connect().toSeconds() + " s", e);
    } catch (ConnectException e) {
      socket.close();
      throw new IOException("connection refused", e);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A server that speaks TLS hangs up, or says in plain words that this request is a bad one. */
  private boolean answersPlainly(Socket socket) {
    try {
      socket
          .getOutputStream()
          .write(("HEAD /v2/ HTTP/1.0\r\nHost: " + authority() + "\r\n\r\n").getBytes(US_ASCII));
      String status =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return status != null && status.matches("HTTP/1\\.[01] (?!400)[1-5][0-9]{2}.*");
    } catch (IOException e) {
      return false;
    }
  }
}
