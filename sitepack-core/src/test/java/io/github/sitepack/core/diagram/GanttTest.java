package io.github.sitepack.core.diagram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GanttTest {
  private static String words(String text) throws UnreadableDiagram {
    return Diagram.of("mermaid", "gantt\n" + text).description();
  }

  @Test
  void tasksFollowOneAnotherOrTheOnesTheyName() throws UnreadableDiagram {
    assertEquals(
        "S: A 2024-01-01 – 2024-01-03 (done, crit); B 2024-01-03 – 2024-01-10; C 2024-01-10",
        words(
            "section S\nA :crit, done, a, 2024-01-01, 2d\nB :b, after a, 1w\nC :milestone, after a b, 0d"));
  }

  @Test
  void tasksAreFoundFromBehind() throws UnreadableDiagram {
    assertEquals(
        "A 2024-01-01 – 2024-01-05; B 2024-01-05 – 2024-02-20",
        words("A :2024-01-01, until b\nB :active, b, 2024-01-05, 1.5M").replace(" (active)", ""));
    assertEquals(
        "A 2024-01-08 – 2024-01-09; B 2024-01-01 – 2024-01-08",
        words("A :after b, 1d\nB :b, 2024-01-01, 1w"));
  }

  @Test
  void daysOffPutTheEndOff() throws UnreadableDiagram {
    // The first of March 2024 was a Friday.
    String tasks = "A :2024-03-01, 1d\nB :1d\nC :2024-03-01, 3d\nD :2024-03-01, 2024-03-03";
    assertEquals(
        "A 2024-03-01 – 2024-03-02; B 2024-03-04 – 2024-03-05; C 2024-03-01 – 2024-03-06;"
            + " D 2024-03-01 – 2024-03-03",
        words("excludes weekends\n" + tasks));
    assertEquals(
        "A 2024-03-01 – 2024-03-02; B 2024-03-02 – 2024-03-03; C 2024-03-01 – 2024-03-05;"
            + " D 2024-03-01 – 2024-03-03",
        words("excludes Sunday\n" + tasks));
    assertEquals(
        "A 2024-03-01 – 2024-03-02; B 2024-03-03 – 2024-03-04; C 2024-03-01 – 2024-03-05;"
            + " D 2024-03-01 – 2024-03-03",
        words("excludes weekends, 2024-03-02\nweekend friday\n" + tasks));
    assertEquals(
        "A 2024-03-01 – 2024-03-02; B 2024-03-02 – 2024-03-03; C 2024-03-01 – 2024-03-05;"
            + " D 2024-03-01 – 2024-03-03",
        words("excludes weekends\nincludes 2024-03-02\n" + tasks));
    assertTrue(svg("excludes weekends\n" + tasks).contains("class=\"off\""));
    assertFalse(svg(tasks).contains("class=\"off\""));
  }

  private static String svg(String text) throws UnreadableDiagram {
    return Diagram.of("mermaid", "gantt\n" + text).svg();
  }

  @Test
  void datesAreReadInTheirFormat() {
    read("2024-02-29T00:00", "YYYY-MM-DD", "2024-02-29");
    read("2024-02-09T00:00", "YYYY-MM-DD", "2024-2-9");
    read("2024-02-29T13:05", "YYYY-MM-DD", "2024-02-29 13:05");
    read("2024-02-29T00:00", "D.M.YY", "29.2.24");
    read("1969-12-31T00:00", "YYYYMMDD", "19691231");
    read("2024-12-24T18:30", "MMMM Do, YYYY h:mm A", "December 24th, 2024 6:30 PM");
    read("1970-01-01T00:15", "hh:mm a", "12:15 am");
    read("2024-07-01T00:00", "YYYY-[Q]Q", "2024-Q3");
    read("2024-12-31T00:00", "YYYY DDD", "2024 366");
    read("2024-01-01T10:00:00.250", "YYYY-MM-DD HH:mm:ss.SSS Z", "2024-01-01 12:00:00.250 +02:00");
    read("1970-01-01T00:01:11", "X", "71");
    read("1970-01-01T00:00:00.071", "x", "71");
    read("1970-01-01T17:49", "HH:mm", "17:49");
    for (String wrong : List.of("2023-02-29", "2024-13-01", "today", "", "2024-01-01x")) {
      assertEquals(Optional.empty(), DateReader.of("YYYY-MM-DD").orElseThrow().read(wrong), wrong);
    }
    assertEquals(Optional.empty(), DateReader.of("yyyy-MM-DD"));
    assertEquals(Optional.empty(), DateReader.of(""));
  }

  private static void read(String date, String format, String text) {
    assertEquals(
        Optional.of(LocalDateTime.parse(date)), DateReader.of(format).orElseThrow().read(text));
  }

  @Test
  void datesAreWrittenInTheirFormat() {
    LocalDateTime time = LocalDateTime.parse("2021-01-03T09:05:07.042");
    assertEquals(
        "Sun Sunday Jan January 03  3 09 09 003 042 01 05 AM 1 07 7 01 53 0 00 21 2021 +0000 %",
        new DateWriter("%a %A %b %B %d %e %H %I %j %L %m %M %p %q %S %u %U %V %w %W %y %Y %Z %%")
            .write(time));
    assertEquals(
        "01/03/2021, 09:05:07, Sun Jan  3 09:05:07 2021, 3, 1609664707042 1609664707 2020",
        new DateWriter("%x, %X, %c, %-d, %Q %s %G").write(time));
    assertEquals("12 PM", new DateWriter("%I %p").write(LocalDateTime.parse("2021-01-03T12:00")));
  }

  @Test
  void axesAreMarkedWherePeopleCount() {
    assertEquals(
        List.of("2024-01-08", "2024-01-15"), marks("1week", DayOfWeek.MONDAY, 2, 16), "Mondays");
    assertEquals(
        List.of("2024-01-07", "2024-01-14"), marks("1week", DayOfWeek.SUNDAY, 2, 16), "Sundays");
    assertEquals(List.of("2024-01-01"), marks("3month", DayOfWeek.SUNDAY, 1, 16));
    assertEquals(List.of(), marks("1year", DayOfWeek.SUNDAY, 2, 16));
    assertEquals(Optional.empty(), Ticks.of("0day", DayOfWeek.SUNDAY));
  }

  private static List<String> marks(String interval, DayOfWeek weekday, int from, int to) {
    LocalDateTime start = LocalDateTime.parse("2024-01-01T00:00").plusDays(from - 1L);
    return Ticks.of(interval, weekday).orElseThrow().in(start, start.plusDays(to - from)).stream()
        .map(time -> time.toLocalDate().toString())
        .toList();
  }
}
