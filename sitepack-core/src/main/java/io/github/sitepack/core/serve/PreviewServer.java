package io.github.sitepack.core.serve;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.Report;
import io.github.sitepack.core.report.SitepackException;
import io.github.sitepack.core.site.EntityTag;
import io.github.sitepack.core.site.HeaderRules;
import io.github.sitepack.core.site.Hosts;
import io.github.sitepack.core.site.Request;
import io.github.sitepack.core.site.Resolver;
import io.github.sitepack.core.site.ServingPolicy;
import io.github.sitepack.core.site.Site;
import io.github.sitepack.core.site.SiteFile;
import io.github.sitepack.core.site.SitePath;
import java.io.IOException;
import java.net.BindException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Serves a site while it is being written: renders it, answers as nginx will, renders again when a
 * source changes and tells the browser. Where rendering fails the last good site stays, and the
 * browser shows the problems over it.
 */
public final class PreviewServer implements AutoCloseable {
  private static final int FIRST_PORT = 8080;
  private static final int PORTS_TRIED = 100;
  private static final byte[] IPV6_LOOPBACK = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
  private static final long PING_MILLIS = 1_000;

  /**
   * What to serve and where.
   *
   * @param host name or address to listen on
   * @param port the port asked for, or 0 for any; when empty, 8080 or the next free one
   * @param project folder that the places of problems are relative to
   * @param watched folders whose changes make the site new; they need not exist yet
   * @param files single files whose changes do, too; asked for again after each rendering
   */
  public record Settings(
      String host,
      OptionalInt port,
      Path project,
      List<Path> watched,
      Supplier<? extends Collection<Path>> files) {
    /** Copies the list. */
    public Settings {
      watched = List.copyOf(watched);
    }

    /** Without single files. */
    public Settings(String host, OptionalInt port, Path project, List<Path> watched) {
      this(host, port, project, watched, List::of);
    }
  }

  private final Report report;
  private final Supplier<Site> rendering;
  private final HttpServer server;
  private final ExecutorService requests;
  private final HostCheck hosts;
  private final String host;
  private final SourceWatch watch;
  private final Thread renderer;
  private final Tags tags = new Tags();
  private final Tabs tabs = new Tabs();
  private final SiteHandler pages = new SiteHandler(tags);
  private final LiveHandler live;
  private final CountDownLatch ended = new CountDownLatch(1);
  private volatile boolean closed;
  private volatile Snapshot current = Snapshot.NOTHING;

  private PreviewServer(
      Settings settings, HttpServer server, Supplier<Site> rendering, Report report) {
    this.report = report;
    this.rendering = rendering;
    this.server = server;
    this.host = settings.host();
    this.hosts = new HostCheck(settings.host(), server.getAddress().getAddress());
    this.live =
        new LiveHandler(
            () -> current,
            this::home,
            Integer.toHexString(new SecureRandom().nextInt()),
            tabs,
            tags,
            settings.project());
    AtomicInteger count = new AtomicInteger();
    this.requests =
        Executors.newCachedThreadPool(
            task -> {
              Thread thread = new Thread(task, "sitepack-request-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    // Before the first rendering, so that no change between the two is missed.
    this.watch = new SourceWatch(settings.watched(), settings.files(), report);
    this.renderer = new Thread(this::renderOnChange, "sitepack-render");
    this.renderer.setDaemon(true);
  }

  /**
   * Starts to serve; the first rendering is done when this returns, be it good or not.
   *
   * @param rendering gives the site as the sources are now, or throws {@link SitepackException}
   * @throws SitepackException when the port asked for is busy, or there is no such address
   */
  public static PreviewServer start(Settings settings, Supplier<Site> rendering, Report report) {
    PreviewServer preview = new PreviewServer(settings, bind(settings, report), rendering, report);
    preview.render();
    preview.server.createContext("/", preview::handle);
    preview.server.setExecutor(preview.requests);
    preview.server.start();
    preview.renderer.start();
    report.info("serving " + preview.uri() + " until ctrl-c");
    return preview;
  }

  private static HttpServer bind(Settings settings, Report report) {
    // Without it every answer on a kept connection waits 40 ms for an acknowledgement.
    if (System.getProperty("sun.net.httpserver.nodelay") == null) {
      System.setProperty("sun.net.httpserver.nodelay", "true");
    }
    Place place = Place.of(settings.host());
    InetAddress address;
    try {
      address = InetAddress.getByName(settings.host());
    } catch (UnknownHostException e) {
      throw new SitepackException(
          place,
          "there is no such address",
          "listen on localhost or an address of this machine",
          e);
    }
    int first = settings.port().orElse(FIRST_PORT);
    int last = settings.port().isPresent() ? first : first + PORTS_TRIED - 1;
    for (int port = first; port <= last; port++) {
      try {
        if (!isTakenOnOtherLoopback(address, port)) {
          HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
          if (port != first) {
            report.info("port " + first + " is busy, so this is on " + port);
          }
          return server;
        }
      } catch (BindException e) {
        report.debug("port " + port + ": " + e.getMessage());
      } catch (IOException e) {
        throw new SitepackException(
            place, "cannot listen on port " + port + ": " + e.getMessage(), "choose another", e);
      }
    }
    throw new SitepackException(
        Place.of(settings.host() + ":" + first),
        first == last ? "the port is busy" : "this port and the next " + PORTS_TRIED + " are busy",
        "end the program that listens there, or choose another port (0 takes any)");
  }

  /**
   * Whether another program listens on the same port of ::1, which is where a browser goes first
   * when it is asked for localhost.
   */
  private static boolean isTakenOnOtherLoopback(InetAddress address, int port) {
    if (port == 0 || !(address instanceof Inet4Address) || !address.isLoopbackAddress()) {
      return false;
    }
    try {
      InetAddress other = InetAddress.getByAddress(IPV6_LOOPBACK);
      // Fails where the machine has no IPv6; then nobody listens there either.
      new ServerSocket(0, 1, other).close();
      try {
        new ServerSocket(port, 1, other).close();
        return false;
      } catch (BindException e) {
        return true;
      }
    } catch (IOException e) {
      return false;
    }
  }

  /** Where the site's home page is. */
  public URI uri() {
    InetAddress address = server.getAddress().getAddress();
    String name =
        address.isAnyLocalAddress()
            ? "localhost"
            : host.contains(":") && address instanceof Inet6Address ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + server.getAddress().getPort() + home());
  }

  /** The path of the home page: the shortest one, for a site may live below a base path. */
  private String home() {
    return current
        .good()
        .flatMap(
            good ->
                good.site().files().keySet().stream()
                    .map(SitePath::value)
                    .filter(path -> path.endsWith("/index.html"))
                    .min(Comparator.comparingInt(String::length)))
        .map(index -> new SitePath(index.substring(0, index.lastIndexOf('/') + 1)).encoded())
        .orElse("/");
  }

  /** How many browser tabs wait for news. */
  int tabs() {
    return tabs.count();
  }

  private void handle(HttpExchange exchange) throws IOException {
    boolean kept = false;
    try {
      String target = target(exchange.getRequestURI());
      Headers request = exchange.getRequestHeaders();
      List<String> named = request.getOrDefault("Host", List.of());
      Hosts site = current.good().map(good -> good.site().serving().hosts()).orElse(Hosts.ANY);
      String asked = named.isEmpty() ? "" : HostCheck.asked(named.get(0), site);
      int refused = RequestCheck.refused(exchange, target);
      if (refused > 0) {
        if (current.good().isPresent()) {
          pages.refuse(exchange, current.good().get(), refused);
        } else {
          Replies.error(exchange, refused, ServingPolicy.errorBody(refused));
        }
      } else if (!named.isEmpty() && !hosts.allows(named.get(0), site)) {
        Replies.error(
            exchange,
            403,
            "403 Forbidden\n\nThis preview answers to localhost, not to the name asked for.\n");
      } else if (target.startsWith(LiveHandler.PREFIX)) {
        if (isForeign(request)) {
          Replies.error(exchange, 403, "403 Forbidden\n\nNot for pages of other sites.\n");
        } else {
          live.handle(exchange, target, asked);
          kept = "text/event-stream".equals(exchange.getResponseHeaders().getFirst("Content-Type"));
        }
      } else {
        Optional<Snapshot.Good> good = current.good();
        if (good.isPresent()) {
          String languages = request.getOrDefault("Accept-Language", List.of("")).get(0);
          pages.handle(exchange, good.get(), new Request(target, asked, languages));
        } else {
          live.problems(exchange, 500);
        }
      }
    } catch (IOException e) {
      // The browser has gone, or a file has: neither is a reason to stop.
      report.debug("answering " + exchange.getRequestURI() + ": " + e);
    } finally {
      if (!kept) {
        exchange.close();
      }
    }
  }

  private boolean isForeign(Headers request) {
    String origin = request.getFirst("Origin");
    String site = request.getFirst("Sec-Fetch-Site");
    return (origin != null && !hosts.allowsOrigin(origin))
        || "cross-site".equals(site)
        || "same-site".equals(site);
  }

  /** The request target as nginx sees it: path and query, every byte beyond ASCII escaped. */
  private static String target(URI uri) {
    String raw = uri.toString();
    if (uri.isAbsolute() && uri.getRawPath() != null) {
      raw = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
    if (raw.chars().allMatch(c -> c < 0x80)) {
      return raw;
    }
    StringBuilder escaped = new StringBuilder();
    for (byte b : raw.getBytes(ISO_8859_1)) {
      escaped.append(b >= 0 ? String.valueOf((char) b) : "%" + Integer.toHexString(b & 0xff));
    }
    return escaped.toString();
  }

  private void renderOnChange() {
    try {
      while (!closed) {
        if (watch.await(PING_MILLIS)) {
          render();
        } else {
          tabs.ping();
        }
      }
    } catch (InterruptedException e) {
      report.debug("the preview ends");
    }
  }

  private void render() {
    Snapshot before = current;
    long number = before.number() + 1;
    try {
      Snapshot.Good good = good(rendering.get());
      Snapshot now = new Snapshot(number, Optional.of(good), List.of());
      current = now;
      if (before.good().isPresent()) {
        tell(before, now, Change.between(before.good().get(), good));
      } else {
        tabs.tell("reload", live.version(now));
      }
    } catch (SitepackException e) {
      failed(before, number, e.problems());
    } catch (IOException | RuntimeException | StackOverflowError e) {
      report.debug("rendering: " + e);
      failed(
          before,
          number,
          List.of(
              new Problem(
                  Place.of("sitepack"),
                  "rendering ended with " + e,
                  "save again; when it stays, report it with the output of mvn -X")));
    }
  }

  private void failed(Snapshot before, long number, List<Problem> problems) {
    if (!before.problems().equals(problems)) {
      problems.forEach(report::warn);
    }
    current = new Snapshot(number, before.good(), problems);
    tabs.tell("problems", live.version(current));
  }

  private void tell(Snapshot before, Snapshot now, Change change) {
    String version = live.version(now);
    boolean mended = !before.problems().isEmpty();
    if (mended) {
      report.info("rendered again, all problems are gone");
    } else if (!change.equals(Change.NONE)) {
      report.info("rendered again");
    }
    if (change.reload()) {
      tabs.tell("reload", version);
    } else {
      // An overlay goes away, and a tab learns the number it has to compare with.
      tabs.tell("mended", version);
      if (!change.styles().isEmpty()) {
        tabs.tell("styles", styles(change));
      }
    }
  }

  /** A JSON object; encoded paths hold nothing that JSON escapes. */
  private static String styles(Change change) {
    return change.styles().entrySet().stream()
        .map(style -> "\"" + style.getKey().encoded() + "\":\"" + style.getValue().encoded() + "\"")
        .collect(Collectors.joining(",", "{", "}"));
  }

  private Snapshot.Good good(Site site) throws IOException {
    TreeMap<SitePath, EntityTag> all = new TreeMap<>();
    for (Map.Entry<SitePath, SiteFile> file : site.files().entrySet()) {
      all.put(file.getKey(), tags.of(file.getValue().content()));
    }
    return new Snapshot.Good(site, new Resolver(site), new HeaderRules(site), all);
  }

  /** Waits until the preview has been closed. */
  public void await() throws InterruptedException {
    ended.await();
  }

  /** Ends the preview: answers that are under way are cut off. Safe to call twice. */
  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
    }
    // First, so that nobody is left waiting for a browser that does not read.
    server.stop(0);
    tabs.close();
    requests.shutdownNow();
    renderer.interrupt();
    boolean interrupted = false;
    try {
      renderer.join(TimeUnit.SECONDS.toMillis(5));
      requests.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    }
    watch.close();
    ended.countDown();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
