package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrowserTest {
  @ParameterizedTest
  @CsvSource({"Linux, xdg-open", "Mac OS X, open", "FreeBSD, xdg-open", "Windows 11, rundll32"})
  void everySystemHasItsCommand(String system, String program) {
    List<String> command = Browser.command(system, URI.create("http://localhost:8080/"));
    assertEquals(program, command.get(0));
    assertEquals("http://localhost:8080/", command.get(command.size() - 1));
  }
}
