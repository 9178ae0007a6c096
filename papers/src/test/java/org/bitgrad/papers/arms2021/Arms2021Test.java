package org.bitgrad.papers.arms2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Experiments;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Scale;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Arms2021Test {
  /** Exact at every scale, whatever the seed. */
  private static final List<String> EXACT =
      List.of(
          "1 dirichlet", "2", "3", "5 shared-loorf", "5 shared-disarm", "6 loorf", "6 arm", "7");

  /** DisARM has no variance at p = 1/2; an average over n samples is 1/n of their sum. */
  private static final List<String> REFUTED = List.of("6 disarm", "12 n2", "12 n3", "12 n4");

  @Test
  void theServiceLoaderFindsTheExperiment() {
    assertEquals(Arms2021.class, Experiments.find("arms-2021").getClass());
  }

  @Test
  void twelveClaimsOfWhichNineAndTenHaveNoTest() {
    Set<String> claims = new HashSet<>();
    new Arms2021().claims().forEach(claim -> claims.add(claim.claim()));
    assertEquals(12, claims.size());
    Set<String> untested =
        new Arms2021()
            .claims().stream()
                .filter(claim -> claim.tolerance().isEmpty())
                .map(claim -> claim.claim())
                .collect(Collectors.toSet());
    assertEquals(Set.of("9", "10"), untested);
  }

  @Test
  void quickRunMeasuresEveryClaimAndWritesEveryFile(@TempDir Path out) throws Exception {
    Ledger ledger = Reproduction.of(new Arms2021()).scale(Scale.QUICK).out(out).run();
    for (ClaimResult result : ledger.results()) {
      String key = ClaimTests.key(result.claim());
      assertEquals(result.claim().tolerance().isPresent(), result.measured().isPresent(), key);
      if (EXACT.contains(key)) {
        assertEquals(Verdict.REPRODUCED, result.verdict(), result.toString());
      }
      if (REFUTED.contains(key)) {
        assertEquals(Verdict.NOT_REPRODUCED, result.verdict(), result.toString());
      }
    }
    Path folder = out.resolve("arms-2021");
    Evidence read = Evidence.read(folder);
    assertEquals(3 * 60, read.sweep().rows().size());
    for (String name : List.of("toy-variances", "toy-ascent", "correlations", "random-functions")) {
      assertTrue(Files.size(folder.resolve(name + ".png")) > 10_000, name);
      assertTrue(Files.size(folder.resolve(name + ".svg")) > 10_000, name);
    }
    assertEquals(12, Arms2021.verdicts(ledger).summary().rowCount());
  }
}
