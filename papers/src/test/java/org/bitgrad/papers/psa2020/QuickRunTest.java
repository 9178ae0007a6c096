package org.bitgrad.papers.psa2020;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.bitgrad.data.DataSets;
import org.bitgrad.papers.psa2020.deep.DeepPart;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Scale;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole experiment at quick scale. */
class QuickRunTest {
  /** What does not depend on chance or time, so must come out at every scale. */
  private static final List<String> EXACT =
      List.of(
          "3 layer2",
          "3 layer3",
          "6 head",
          "6 limit",
          "10 same-path",
          "12 passes-psa",
          "12 passes-arm");

  @Test
  void everyClaimIsMeasuredAndEveryFileWritten(@TempDir Path out) throws Exception {
    Ledger ledger = Reproduction.of(new Psa2020()).scale(Scale.QUICK).out(out).run();
    boolean images =
        Stream.of("fashion-mnist", "cifar10-subset")
            .allMatch(name -> DataSets.named(name).find(DataSets.roots()).present());
    for (ClaimResult result : ledger.results()) {
      String key = ClaimTests.key(result.claim());
      boolean needsFiles =
          result.claim().claim().equals(Golden.CLAIM) || (DeepPart.keys().contains(key) && !images);
      assertTrue(needsFiles || result.measured().isPresent(), result.toString());
      if (EXACT.contains(key)) {
        assertEquals(Verdict.REPRODUCED, result.verdict(), result.toString());
      }
    }
    Path folder = out.resolve("psa-2020");
    Evidence read = Evidence.read(folder);
    assertEquals(8, read.studies().size());
    for (String name : List.of("early-rmse", "trained-cosine", "early-bias", "cost")) {
      assertTrue(Files.size(folder.resolve(name + ".png")) > 10_000, name);
      assertTrue(Files.size(folder.resolve(name + ".svg")) > 10_000, name);
    }
    for (String name : List.of("networks", "recipes", "early-accuracy", "trained-accuracy")) {
      for (String ending : List.of(".csv", ".md", ".tex")) {
        assertTrue(Files.exists(folder.resolve(name + ending)), name + ending);
      }
    }
    assertEquals(Map.of(), changed(ledger, read));
    assertTrue(Psa2020.verdicts(ledger).summary().rowCount() == 14);
  }

  /** Measurements that come out otherwise when they are made on the written files. */
  private static Map<String, Double> changed(Ledger ledger, Evidence read) {
    Map<String, Double> different = new TreeMap<>();
    for (ClaimResult result : ledger.results()) {
      var test = EarlyTests.all().get(ClaimTests.key(result.claim()));
      if (test != null) {
        double again = test.apply(read.published(Stage.EARLY)).value();
        if (again != result.measured().orElseThrow().value()) {
          different.put(ClaimTests.key(result.claim()), again);
        }
      }
    }
    return different;
  }
}
