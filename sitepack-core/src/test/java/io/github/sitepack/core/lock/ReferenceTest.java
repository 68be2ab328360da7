package io.github.sitepack.core.lock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.sitepack.core.Manual;
import io.github.sitepack.core.layer.LayerPlan;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The manual tells every field of the lock, in the order of the file. */
class ReferenceTest {
  @Test
  void everyFieldIsTold() throws IOException {
    Manual page = Manual.page("lock-file");
    List<String> lock = new ArrayList<>(List.of("version"));
    lock.addAll(fields(Lock.class));
    assertEquals(lock, page.below("Lock").keys());
    assertEquals(fields(Lock.Source.class), page.below("Source").keys());
    assertEquals(fields(Lock.Architecture.class), page.below("Architecture").keys());
    assertEquals(fields(Lock.LockedPackage.class), page.below("LockedPackage").keys());
    assertEquals(fields(BaseImage.class), page.below("BaseImage").keys());
    assertEquals(fields(BaseImage.Part.class), page.below("Part").keys());
    assertEquals(fields(BaseImage.Program.class), page.below("Program").keys());
    assertEquals(fields(BaseImage.Stratum.class), page.below("Stratum").keys());
    assertEquals(fields(LayerPlan.Group.class), page.below("Group").keys());
    assertTrue(page.below("Lock").row("version").contains(": " + Lock.VERSION + "."));
  }

  private static List<String> fields(Class<? extends Record> type) {
    return Arrays.stream(type.getRecordComponents()).map(RecordComponent::getName).toList();
  }
}
