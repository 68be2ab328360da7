package io.github.sitepack.maven;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code mvn sitepack:serve} as a user runs it. */
class ServeIT {
  private static final Pattern ADDRESS = Pattern.compile("http://[a-z0-9.:\\[\\]]+:[0-9]+/");
  private static final int SECONDS = 60;

  @Test
  void itServesTheSourcesFollowsThemAndEndsWithCtrlC() throws IOException, InterruptedException {
    Path project = new Sample().write(Maven.WORK.resolve("serve"), 0);
    Path log = Maven.WORK.resolve("serve.log");
    // What runs in the background of a shell inherits that ctrl-c is ignored.
    Process process =
        Maven.running()
            .command(project, "sitepack:serve", "-Dsitepack.serve.port=0")
            .under("env", "--default-signal=INT")
            .start(log);
    try {
      URI home = address(process, log);
      assertTrue(
          home.getHost().equals("localhost") || home.getHost().equals("127.0.0.1"),
          home.toString());
      waitFor(home.resolve("/guide/install/"), page -> page.contains("costs 100 coins"));

      Path source = project.resolve("src/site/content/guide/install.md");
      Files.writeString(
          source, Files.readString(source, UTF_8).replace("costs 100", "costs 999"), UTF_8);
      waitFor(home.resolve("/guide/install/"), page -> page.contains("costs 999 coins"));
      assertFalse(Files.exists(project.resolve("target")), "a preview writes nothing");
    } finally {
      Command.of("kill", "-INT", Long.toString(process.pid())).run();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      assertTrue(ended, () -> "ctrl-c did not end it:\n" + Command.read(log));
    }
    assertEquals(130, process.exitValue(), "ended by the signal:\n" + Command.read(log));
  }

  private static URI address(Process process, Path log) throws InterruptedException {
    for (int i = 0; i < SECONDS * 10 && process.isAlive(); i++) {
      Matcher address = ADDRESS.matcher(Command.read(log));
      if (address.find()) {
        return URI.create(address.group());
      }
      Thread.sleep(100);
    }
    throw new AssertionError("it says no address:\n" + Command.read(log));
  }

  private static void waitFor(URI page, Predicate<String> expected)
      throws IOException, InterruptedException {
    String last = "";
    for (int i = 0; i < SECONDS * 10; i++) {
      HttpResponse<String> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString(UTF_8));
      last = response.body();
      if (response.statusCode() == 200 && expected.test(last)) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("not in time: " + last);
  }
}
