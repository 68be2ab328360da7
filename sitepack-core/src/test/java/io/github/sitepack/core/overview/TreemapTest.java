package io.github.sitepack.core.overview;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class TreemapTest {
  @Test
  void theExampleOfThePaperIsLaidOutAsThere() {
    // Figure 3: a rectangle of 6 by 4, and areas of 6, 6, 4, 3, 2, 2, 1.
    List<Treemap.Box> boxes = Treemap.of(List.of(6L, 6L, 4L, 3L, 2L, 2L, 1L), 6.0 / 4);

    assertEquals(
        List.of(
            new Treemap.Box(0, 0, 150, 150),
            new Treemap.Box(0, 150, 150, 150),
            new Treemap.Box(150, 0, 86, 175),
            new Treemap.Box(236, 0, 64, 175),
            new Treemap.Box(150, 175, 60, 125),
            new Treemap.Box(210, 175, 60, 125),
            new Treemap.Box(270, 175, 30, 125)),
        boxes);
  }

  @Test
  void theBoxesFillTheWholeWithoutOverlap() {
    Random random = new Random(7);
    for (int round = 0; round < 50; round++) {
      List<Long> values =
          LongStream.generate(() -> 1 + random.nextLong(1L << (1 + random.nextInt(30))))
              .limit(1 + random.nextInt(120))
              .boxed()
              .sorted(Comparator.reverseOrder())
              .toList();
      List<Treemap.Box> boxes = Treemap.of(values, 0.5 + random.nextDouble() * 2);

      int[][] taken = new int[Treemap.STEPS][Treemap.STEPS];
      for (Treemap.Box box : boxes) {
        for (int x = box.left(); x < box.left() + box.width(); x++) {
          for (int y = box.top(); y < box.top() + box.height(); y++) {
            taken[x][y]++;
          }
        }
      }
      for (int[] column : taken) {
        for (int cell : column) {
          assertEquals(1, cell, "each step belongs to one box: " + values);
        }
      }
    }
  }

  @Test
  void areasAreInProportion() {
    List<Long> values = List.of(500L, 300L, 120L, 50L, 20L, 10L);
    List<Treemap.Box> boxes = Treemap.of(values, 2);
    List<Double> shares = new ArrayList<>();
    boxes.forEach(box -> shares.add(box.width() * box.height() / 90_000.0));
    for (int i = 0; i < values.size(); i++) {
      assertEquals(values.get(i) / 1000.0, shares.get(i), 0.006);
    }
  }

  @Test
  void nothingAtAllAndNoSizeAtAllAreBorne() {
    assertEquals(List.of(), Treemap.of(List.of(), 2));
    List<Treemap.Box> boxes = Treemap.of(List.of(0L, 0L), 2);
    assertEquals(2, boxes.size());
    assertTrue(boxes.stream().allMatch(box -> box.width() * box.height() == 0));
  }
}
