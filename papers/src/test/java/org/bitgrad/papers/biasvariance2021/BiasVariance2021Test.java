package org.bitgrad.papers.biasvariance2021;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.bitgrad.data.DataSets;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.Certainty;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Experiments;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Reproduction;
import org.bitgrad.report.Scale;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BiasVariance2021Test {
  /** Sampled too little at this scale for a certain verdict. */
  private static final Set<String> SAMPLED =
      Set.of("1 sampled", "4 sampled", "5 sampled", "5 deeper", "13 joint-sampled");

  /** Training: what comes out at this scale says nothing. */
  private static final Set<String> OTHERS = Set.of("9", "10", "14", "15");

  /** Where MNIST is not at hand. */
  private static final Set<String> DIGITS =
      Set.of("9 mlp-weights", "9 mlp-accuracy", "10 entropy", "10 signs", "15 mnist");

  private static final List<String> PLOTS =
      List.of(
          "bias",
          "deviation",
          "error",
          "averages",
          "chains",
          "bayesbinn-scale",
          "foust-forms",
          "foust-mixtures",
          "autoencoder-training",
          "autoencoder-sizes",
          "autoencoder-bias-and-deviation");

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
    boolean digits = DataSets.named("mnist").find(DataSets.roots()).present();
    for (ClaimResult result : ledger.results()) {
      String key = ClaimTests.key(result.claim());
      boolean untested = key.equals("15 cifar-10") || (DIGITS.contains(key) && !digits);
      assertEquals(!untested, result.measured().isPresent(), result.toString());
      if (key.startsWith("9 toy")) {
        assertEquals(Verdict.REPRODUCED, result.verdict(), result.toString());
      }
      if (!OTHERS.contains(result.claim().claim())) {
        if (!SAMPLED.contains(key)) {
          assertEquals(Verdict.REPRODUCED, result.verdict(), result.toString());
        }
      }
    }
    Path folder = out.resolve("bias-variance-2021");
    for (String name : PLOTS) {
      assertTrue(Files.size(folder.resolve(name + ".png")) > 10_000, name);
      assertTrue(Files.size(folder.resolve(name + ".svg")) > 10_000, name);
    }
    assertEquals(digits, CollapseFigures.available(folder));
    assertEquals(digits, Files.exists(folder.resolve("bayesbinn-accuracy.png")));
    assertEquals(9, AutoencoderFigures.read(folder, Scale.QUICK).bounds().rowCount());
    assertEquals(6, TemperatureFigures.read(folder, Scale.QUICK).error(0.9).plots().size());
    assertEquals(15, BiasVariance2021.verdicts(ledger).summary().rowCount());
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
