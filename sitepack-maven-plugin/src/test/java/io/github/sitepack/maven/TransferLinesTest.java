package io.github.sitepack.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.report.Transfer;
import io.github.sitepack.core.report.Transfers;
import io.github.sitepack.maven.TransferLines.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransferLinesTest {
  private final List<String> terminal = new ArrayList<>();
  private final List<String> log = new ArrayList<>();
  private long now;

  private TransferLines lines(Manner manner) {
    return new TransferLines(manner, terminal::add, log::add, () -> now);
  }

  /** What was drawn, without the ends that hide what was there before. */
  private List<String> drawn() {
    List<String> drawn = terminal.stream().map(String::strip).toList();
    terminal.clear();
    return drawn;
  }

  private static void move(Transfers lines, String name, long bytes) {
    try (Transfer transfer = lines.begin(Transfer.Way.FETCH, name, bytes)) {
      transfer.at(bytes);
      transfer.done();
    }
  }

  @Test
  void aTerminalSeesOneLineAtMostFiveTimesASecondAndNoneInTheEnd() {
    try (TransferLines lines = lines(Manner.LIVE)) {
      try (Transfers.Steps steps = lines.expect(11)) {
        steps.next();
        steps.next();
        try (Transfer transfer = lines.begin(Transfer.Way.FETCH, "libssl3t64", 2_100_000)) {
          for (int i = 1; i <= 100; i++) {
            now += 5;
            transfer.at(i * 21_000L);
          }
          transfer.done();
        }
      }
    }
    assertEquals(
        List.of(
            "[INFO] Fetching 3 of 11: libssl3t64 0.0/2.1 MB",
            "[INFO] Fetching 3 of 11: libssl3t64 0.8/2.1 MB",
            "[INFO] Fetching 3 of 11: libssl3t64 1.7/2.1 MB",
            ""),
        drawn());
    assertEquals(List.of("fetched 1 file, 2.1 MB"), log);
  }

  @Test
  void aShorterLineHidesTheLongerOne() {
    TransferLines lines = lines(Manner.LIVE);
    try (Transfers.Steps steps = lines.expect(2)) {
      lines.begin(Transfer.Way.SEND, "longer", 10).close();
      steps.next();
      now += 200;
      lines.begin(Transfer.Way.SEND, "b", 1);
    }
    lines.clear();
    lines.clear();
    assertEquals(
        List.of(
            "\r[INFO] Sending 1 of 2: longer 0/10 B\r",
            "\r[INFO] Sending 2 of 2: b 0/1 B      \r",
            "\r" + " ".repeat(30) + "\r"),
        terminal);
  }

  @Test
  void whatHasNoKnownEndIsToldByWhatCame() {
    TransferLines lines = lines(Manner.LIVE);
    Transfer transfer = lines.begin(Transfer.Way.FETCH, "InRelease", Transfers.UNKNOWN);
    now += 200;
    transfer.at(140_400);
    now += 200;
    transfer.at(999_700);
    transfer.size(3_000_000);
    now += 200;
    transfer.at(1_500_000);
    assertEquals(
        List.of(
            "[INFO] Fetching InRelease 0 B",
            "[INFO] Fetching InRelease 140 kB",
            "[INFO] Fetching InRelease 1.0 MB",
            "[INFO] Fetching InRelease 1.5/3.0 MB"),
        drawn());
  }

  @Test
  void elsewhereBigThingsHaveALineAndAllOfThemASum() {
    try (TransferLines lines = lines(Manner.PLAIN)) {
      move(lines, "small", 999_999);
      move(lines, "big", 1_000_000);
      lines.begin(Transfer.Way.FETCH, "failed", 5_000_000).close();
      try (Transfer sent = lines.begin(Transfer.Way.SEND, "blob", 3_000_000)) {
        sent.done();
      }
      lines.sum();
      move(lines, "alone", 4_000_000);
    }
    assertEquals(List.of(), terminal);
    assertEquals(
        List.of(
            "fetched big, 1.0 MB",
            "sent blob, 3.0 MB",
            "fetched 2 files, 2.0 MB",
            "fetched alone, 4.0 MB"),
        log);
  }

  @Test
  void nothingMovedIsNothingTold() {
    for (Manner manner : Manner.values()) {
      try (TransferLines lines = lines(manner);
          Transfers.Steps steps = lines.expect(3)) {
        steps.next();
      }
    }
    assertEquals(List.of(), terminal);
    assertEquals(List.of(), log);
  }

  @Test
  void aNameFromOutsideMovesNoCursorAndBreaksNoLine() {
    TransferLines lines = lines(Manner.LIVE);
    lines.begin(Transfer.Way.FETCH, "a\r\u001b[2Jb\nc\u202e" + "d".repeat(200), 2_000_000);
    String line = terminal.get(0).strip();
    assertTrue(line.startsWith("[INFO] Fetching a??[2Jb?c?ddd"), line);
    assertTrue(line.endsWith("d... 0.0/2.0 MB"), line);
    assertEquals(78, line.length());
  }

  @Test
  void severalAtOnceShareTheLine() throws InterruptedException {
    TransferLines lines = lines(Manner.LIVE);
    Transfer first = lines.begin(Transfer.Way.FETCH, "first", 1_000);
    lines.begin(Transfer.Way.FETCH, "second", 1_000);
    now += 200;
    first.at(500);
    assertEquals(
        List.of("[INFO] Fetching first 0/1 kB", "[INFO] Fetching first 1/1 kB and 1 more"),
        drawn());
    lines.close();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Thread thread =
          new Thread(
              () -> {
                for (int j = 0; j < 500; j++) {
                  move(lines, "thing", 10);
                }
              });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    lines.close();
    assertEquals(List.of("fetched 4000 files, 40 kB"), log);
  }

  private static final class QuietMavenTransferListener {}

  private static final class Slf4jMavenTransferListener {}

  private static final class ConsoleMavenTransferListener {}

  @Test
  void onlyWhoSitsBeforeATerminalSeesALiveLine() {
    Object console = new ConsoleMavenTransferListener();
    Map<String, String> xterm = Map.of("TERM", "xterm");
    assertEquals(Manner.LIVE, Terminal.manner(true, console, xterm, true));
    assertEquals(Manner.LIVE, Terminal.manner(true, null, Map.of(), true));
    assertEquals(Manner.PLAIN, Terminal.manner(false, console, xterm, true), "-B");
    assertEquals(Manner.PLAIN, Terminal.manner(true, console, xterm, false), "a pipe");
    assertEquals(Manner.PLAIN, Terminal.manner(true, console, Map.of("CI", "true"), true));
    assertEquals(Manner.PLAIN, Terminal.manner(true, console, Map.of("TERM", "dumb"), true));
    assertEquals(
        Manner.PLAIN, Terminal.manner(true, new Slf4jMavenTransferListener(), xterm, true), "-l");
    assertEquals(
        Manner.SUM, Terminal.manner(true, new QuietMavenTransferListener(), xterm, true), "-ntp");
  }
}
