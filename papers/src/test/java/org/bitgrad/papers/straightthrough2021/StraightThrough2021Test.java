package org.bitgrad.papers.straightthrough2021;

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

class StraightThrough2021Test {
  /** Exact at every scale. */
  private static final Set<String> EXACT = Set.of("1", "2", "3", "5", "7", "8", "9", "10");

  /** False at every scale: their slopes are even. */
  private static final String REFUTED = "5 others-flip";

  /** Where MNIST is not at hand. */
  private static final Set<String> DIGITS = Set.of("13", "14", "15");

  private static final List<String> PLOTS =
      List.of(
          "bias-and-bound",
          "proxies",
          "widths",
          "latent-steps",
          "depths",
          "gains",
          "code-training",
          "code-errors-along");

  @Test
  void theServiceLoaderFindsTheExperiment() {
    assertEquals(StraightThrough2021.class, Experiments.find("straight-through-2021").getClass());
  }

  @Test
  void fifteenClaims() {
    Set<String> claims =
        new StraightThrough2021().claims().stream().map(Claim::claim).collect(Collectors.toSet());
    assertEquals(15, claims.size());
  }

  @Test
  void whatWeDerivedOrRememberIsNotCalledPublished() {
    for (Claim claim : new StraightThrough2021().claims()) {
      boolean ours =
          claim.certainty() == Certainty.DERIVED || claim.certainty() == Certainty.RECOLLECTION;
      assertTrue(!ours || claim.published().isEmpty(), claim.toString());
    }
  }

  @Test
  void quickRunMeasuresEveryClaimAndWritesEveryFile(@TempDir Path out) throws Exception {
    Ledger ledger = Reproduction.of(new StraightThrough2021()).scale(Scale.QUICK).out(out).run();
    boolean digits = DataSets.named("mnist").find(DataSets.roots()).present();
    boolean texts = DataSets.named("20news-w1000").find(DataSets.roots()).present();
    for (ClaimResult result : ledger.results()) {
      String claim = result.claim().claim();
      boolean untested =
          ClaimTests.key(result.claim()).equals("13 cifar-10")
              || (DIGITS.contains(claim) && !digits)
              || (result.claim().part().startsWith("text-") && !texts);
      assertEquals(!untested, result.measured().isPresent(), result.claim().toString());
      if (ClaimTests.key(result.claim()).equals(REFUTED)) {
        assertEquals(Verdict.NOT_REPRODUCED, result.verdict(), result.toString());
      } else if (EXACT.contains(claim)) {
        assertEquals(Verdict.REPRODUCED, result.verdict(), result.toString());
      }
    }
    for (String key : List.of("6 width", "11 one-layer", "12 gaussian-critical")) {
      ClaimResult result =
          ledger.results().stream()
              .filter(r -> ClaimTests.key(r.claim()).equals(key))
              .findFirst()
              .orElseThrow();
      assertTrue(result.verdict() != Verdict.NOT_REPRODUCED, result.toString());
    }
    Path folder = out.resolve("straight-through-2021");
    for (String name : PLOTS) {
      assertTrue(Files.size(folder.resolve(name + ".png")) > 10_000, name);
      assertTrue(Files.size(folder.resolve(name + ".svg")) > 10_000, name);
    }
    assertEquals(6, LayerFigures.read(folder, Scale.QUICK).summary().rowCount());
    assertEquals(2, ProxyFigures.read(folder, Scale.QUICK).curves().plots().size());
    assertEquals(6, InvarianceFigures.read(folder).table().rowCount());
    assertEquals(6, WidthFigures.read(folder, Scale.QUICK).table().rowCount());
    assertEquals(5, DepthFigures.read(folder, Scale.QUICK).table().rowCount());
    assertEquals(12, GainFigures.read(folder, Scale.QUICK).table().rowCount());
    assertEquals(11, CodeFigures.read(folder, Scale.QUICK).bounds().rowCount());
    assertEquals(12, CodeFigures.read(folder, Scale.QUICK).errors().rowCount());
    assertEquals(texts, TextFigures.available(folder));
    if (texts) {
      assertTrue(Files.size(folder.resolve("texts.png")) > 10_000);
      assertEquals(4, TextFigures.read(folder, Scale.QUICK).bounds().rowCount());
      assertEquals(12, TextFigures.read(folder, Scale.QUICK).cosines().rowCount());
    }
    assertEquals(digits, ClassifierFigures.available(folder));
    if (digits) {
      assertEquals(24, ClassifierFigures.read(folder, Scale.QUICK).table().rowCount());
    }
    assertEquals(15, StraightThrough2021.verdicts(ledger).summary().rowCount());
  }
}
