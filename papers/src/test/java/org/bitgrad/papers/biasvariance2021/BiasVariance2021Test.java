package org.bitgrad.papers.biasvariance2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.Certainty;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Experiments;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BiasVariance2021Test {
  @Test
  void theServiceLoaderFindsTheExperiment() {
    assertEquals(BiasVariance2021.class, Experiments.find("bias-variance-2021").getClass());
  }

  @Test
  void fifteenClaimsOfWhichOnePartHasNoTest() {
    Set<String> claims =
        new BiasVariance2021().claims().stream().map(Claim::claim).collect(Collectors.toSet());
    assertEquals(15, claims.size());
    Set<String> untested =
        new BiasVariance2021()
            .claims().stream()
                .filter(claim -> claim.tolerance().isEmpty())
                .map(ClaimTests::key)
                .collect(Collectors.toSet());
    assertEquals(Set.of("15 cifar-10"), untested);
  }

  @Test
  void quickRunMeasuresEveryClaimAndWritesEveryFile(@TempDir Path out) throws Exception {
    Ledger ledger = Reproduction.of(new BiasVariance2021()).scale(Scale.QUICK).out(out).run();
    for (ClaimResult result : ledger.results()) {
      System.out.println(
          ClaimTests.key(result.claim())
              + " "
              + result.verdict()
              + " "
              + result
                  .measured()
                  .map(m -> m.value() + " [" + m.low() + ", " + m.high() + "]")
                  .orElse("")
              + " required "
              + result.claim().tolerance().map(Object::toString).orElse("")
              + " s "
              + result.seconds());
    }
  }

  @Test
  void whatWeDerivedIsNotCalledPublished() {
    for (Claim claim : new BiasVariance2021().claims()) {
      if (claim.certainty() == Certainty.DERIVED) {
        assertTrue(claim.published().isEmpty(), claim.toString());
      }
    }
  }
}
