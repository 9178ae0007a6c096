package org.bitgrad.papers.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;
import org.bitgrad.report.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of parts, one after the other and side by side. */
class PartsTest {
  private final AtomicInteger computed = new AtomicInteger();

  /** Four tables; each of the first two ends once {@code together} of them have begun. */
  private final class Four implements Part {
    private final CountDownLatch begun;

    Four(int together) {
      begun = new CountDownLatch(together);
    }

    @Override
    public List<Work> tables() {
      List<Work> tables = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        int own = i;
        tables.add(
            new Work(
                "table" + own + ".csv",
                () -> {
                  begun.countDown();
                  assertTrue(begun.await(20, TimeUnit.SECONDS), "tables are not side by side");
                  computed.incrementAndGet();
                  return "n\n" + own + "\n";
                }));
      }
      return tables;
    }

    @Override
    public boolean sideBySide() {
      return true;
    }

    @Override
    public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
      return Map.of();
    }

    @Override
    public void write(RunFolder folder, Map<String, String> tables) {}
  }

  private Map<String, String> tables(Path folder, int threads) throws Exception {
    try (RunFolder output = RunFolder.open(folder, Map.of(), false)) {
      ExperimentContext context = ExperimentContext.of(Scale.QUICK, output).withThreads(threads);
      return Parts.tables(context, List.of(new Four(threads)));
    }
  }

  @Test
  void tablesSideBySideAreThoseOneAfterTheOther(@TempDir Path folder) throws Exception {
    Map<String, String> one = tables(folder.resolve("one"), 1);
    Map<String, String> two = tables(folder.resolve("two"), 2);
    assertEquals(List.of("table0.csv", "table1.csv", "table2.csv", "table3.csv"), names(two));
    assertEquals(names(one), names(two));
    assertEquals(one, two);
  }

  @Test
  void tablesOfAnUnfinishedRunAreNotComputedAgain(@TempDir Path folder) throws Exception {
    tables(folder, 2);
    assertEquals(4, computed.get());
    tables(folder, 2);
    assertEquals(4, computed.get());
  }

  private static List<String> names(Map<String, String> tables) {
    return List.copyOf(tables.keySet());
  }
}
