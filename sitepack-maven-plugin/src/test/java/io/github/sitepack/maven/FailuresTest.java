package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.sitepack.core.report.Place;
import io.github.sitepack.core.report.Problem;
import io.github.sitepack.core.report.SitepackException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class FailuresTest {
  @Test
  void everyProblemIsOnLinesOfItsOwn() {
    SitepackException e =
        new SitepackException(
            List.of(
                new Problem(Place.of("content/a.md", 3, 8), "no page at \"b.md\"", "add it"),
                new Problem(Place.of("site.yaml"), "no title", "write one")));

    MojoFailureException failure = Failures.ofUser(e, false);

    assertEquals(
        """
        2 problems
        content/a.md:3:8: no page at "b.md"
          fix: add it
        site.yaml: no title
          fix: write one\
        """,
        failure.getMessage());
    assertNull(failure.getCause(), "Maven would print the cause's message a second time");
  }

  @Test
  void theCauseIsKeptForWhoAsks() {
    SitepackException e = new SitepackException(Place.of("site.yaml"), "no title", "write one");

    MojoFailureException failure = Failures.ofUser(e, true);

    assertEquals("1 problem\nsite.yaml: no title\n  fix: write one", failure.getMessage());
    assertSame(e, failure.getCause());
  }

  @Test
  void aFullDiskIsNamed() {
    assertEquals(
        "the disk is full: cannot write target/a.tar\n"
            + "  fix: make room and build again; nothing half-written is used",
        message(new FileSystemException("target/a.tar", null, "No space left on device")));
    assertEquals(
        "the disk is full\n  fix: make room and build again; nothing half-written is used",
        message(new IOException("No space left on device")));
  }

  @Test
  void aForbiddenFileIsNamed() {
    assertEquals(
        "no permission for target/a\n  fix: give this user access to it",
        message(new AccessDeniedException("target/a")));
  }

  @Test
  void anythingElseIsToldAsItIs() {
    assertEquals("cannot read or write: stream closed", message(new IOException("stream closed")));
    assertEquals(
        "cannot read or write: java.nio.file.FileSystemException: a: is a directory",
        message(new FileSystemException("a", null, "is a directory")));
  }

  private static String message(IOException e) {
    MojoExecutionException failure = Failures.ofMachine(e);
    assertSame(e, failure.getCause());
    return failure.getMessage();
  }
}
