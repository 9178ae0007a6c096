package org.bitgrad.papers.straightthrough2021;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.Claim;
import org.bitgrad.report.ClaimResult;
import org.bitgrad.report.Scale;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of planted numbers. */
class TextPartTest {
  /** Of ST. */
  private static final double[] OWN = {0.5, 0.6, 0.4, 0.5};

  /** A constant added to each; the first value is that of the tests with a verdict. */
  private static double[] moved(double by) {
    double[] values = OWN.clone();
    for (int i = 0; i < values.length; i++) {
      values[i] += by;
    }
    return values;
  }

  /** Others than the one in question say the opposite, and so do earlier steps. */
  private static TextErrors errors(String other, double... values) {
    List<TextErrors.Row> rows = new ArrayList<>();
    for (String name : Texts.ESTIMATORS) {
      boolean own = name.equals(Codes.ST);
      double[] last = own ? OWN : name.equals(other) ? values : moved(OWN[0] - values[0]);
      for (int g = 0; g < OWN.length; g++) {
        rows.add(new TextErrors.Row(100, name, g, own ? values[g] : OWN[g]));
        rows.add(new TextErrors.Row(2_000, name, g, last[g]));
      }
    }
    return TextErrors.parse(new TextErrors(rows).csv());
  }

  private static AutoencoderRuns runs(String other, double... values) {
    List<AutoencoderRuns.Row> rows = new ArrayList<>();
    for (String name : Texts.ESTIMATORS) {
      boolean own = name.equals(Codes.ST);
      double[] last = own ? OWN : name.equals(other) ? values : moved(OWN[0] - values[0]);
      for (int run = 0; run < OWN.length; run++) {
        rows.add(new AutoencoderRuns.Row(Texts.SIZE, name, run, 0, own ? values[run] : OWN[run]));
        rows.add(new AutoencoderRuns.Row(Texts.SIZE, name, run, 2_000, last[run]));
      }
    }
    return AutoencoderRuns.parse(List.of(new AutoencoderRuns(rows).csv()));
  }

  private static Verdict verdict(String part, AutoencoderRuns runs, TextErrors errors) {
    Claim claim =
        new StraightThrough2021()
            .claims().stream()
                .filter(c -> ClaimTests.key(c).equals("4 " + part))
                .findFirst()
                .orElseThrow();
    return new ClaimResult(
            claim,
            Scale.QUICK,
            Optional.of(TextPart.tests(runs, errors).get("4 " + part).get()),
            7,
            "",
            0)
        .verdict();
  }

  @ParameterizedTest
  @CsvSource({
    "text-st-cosine, arm",
    "text-hardtanh-cosine, st-hardtanh",
    "text-identity-cosine, st-identity(mean)"
  })
  void aCosineBelowThatOfStIsAsClaimed(String part, String other) {
    AutoencoderRuns runs = runs(other, moved(-0.1));
    assertEquals(Verdict.REPRODUCED, verdict(part, runs, errors(other, moved(-0.1))));
    assertEquals(Verdict.NOT_REPRODUCED, verdict(part, runs, errors(other, moved(0.1))));
    double[] mixed = {0.45, 0.7, 0.3, 0.55};
    assertEquals(Verdict.INCONCLUSIVE, verdict(part, runs, errors(other, mixed)));
  }

  @ParameterizedTest
  @CsvSource({"text-hardtanh-bound, st-hardtanh", "text-identity-bound, st-identity(mean)"})
  void aNegativeBoundAboveThatOfStIsAsClaimed(String part, String other) {
    TextErrors errors = errors(other, moved(0.1));
    assertEquals(Verdict.REPRODUCED, verdict(part, runs(other, moved(0.1)), errors));
    assertEquals(Verdict.NOT_REPRODUCED, verdict(part, runs(other, moved(-0.1)), errors));
    double[] mixed = {0.45, 0.7, 0.3, 0.55};
    assertEquals(Verdict.INCONCLUSIVE, verdict(part, runs(other, mixed), errors));
  }
}
