package org.bitgrad.papers.biasvariance2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import java.util.stream.Collectors;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.Certainty;
import org.bitgrad.report.Claim;
import org.bitgrad.report.Experiments;
import org.junit.jupiter.api.Test;

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
  void whatWeDerivedIsNotCalledPublished() {
    for (Claim claim : new BiasVariance2021().claims()) {
      if (claim.certainty() == Certainty.DERIVED) {
        assertTrue(claim.published().isEmpty(), claim.toString());
      }
    }
  }
}
