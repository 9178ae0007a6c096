package org.bitgrad.papers.psa2020;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bitgrad.analysis.Metric;
import org.bitgrad.papers.psa2020.deep.DeepPart;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.report.Certainty;
import org.bitgrad.report.Claim;
import org.bitgrad.report.Experiments;
import org.junit.jupiter.api.Test;

class ClaimsTest {
  private static final List<Claim> CLAIMS = new Psa2020().claims();

  @Test
  void theServiceLoaderFindsTheExperiment() {
    assertEquals(Psa2020.class, Experiments.find("psa-2020").getClass());
  }

  @Test
  void thereAreThirteenClaimsAndTheAuthorsNetwork() {
    Set<String> found = CLAIMS.stream().map(Claim::claim).collect(Collectors.toSet());
    Set<String> expected =
        IntStream.rangeClosed(1, 13).mapToObj(Integer::toString).collect(Collectors.toSet());
    expected.add(Golden.CLAIM);
    assertEquals(expected, found);
  }

  @Test
  void everyClaimHasATolerance() {
    List<String> untested =
        CLAIMS.stream().filter(claim -> claim.tolerance().isEmpty()).map(ClaimTests::key).toList();
    assertEquals(List.of(), untested);
  }

  @Test
  void everyToleranceHasATestAndEveryTestAClaim() {
    Set<String> tested = new TreeSet<>();
    tested.addAll(EarlyTests.all().keySet());
    tested.addAll(TrainedTests.all().keySet());
    tested.addAll(new PathTests(HalfCosineData.sample(7, 1), 7).all().keySet());
    tested.addAll(Cost.keys());
    tested.addAll(Golden.keys());
    tested.addAll(DeepPart.keys());
    Set<String> required =
        CLAIMS.stream()
            .filter(claim -> claim.tolerance().isPresent())
            .map(ClaimTests::key)
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(required, tested);
  }

  @Test
  void publishedValuesSayWhereTheyStand() {
    List<Claim> figures =
        CLAIMS.stream().filter(claim -> claim.certainty() == Certainty.FIGURE).toList();
    assertTrue(figures.size() > 40, "claims from figures: " + figures.size());
    for (Claim claim : figures) {
      assertTrue(claim.where().contains(".pdf"), claim.where());
      assertTrue(!claim.published().isEmpty(), claim.key().toString());
    }
  }

  @Test
  void everyPublishedCurveHasItsPoints() {
    PublishedFigures figures = PublishedFigures.read();
    int points = figures.samples().length;
    assertEquals(
        Plan.publishedSamples(),
        DoubleStream.of(figures.samples()).mapToObj(m -> (int) m).toList());
    for (Stage stage : Stage.values()) {
      for (int layer = 0; layer < 4; layer++) {
        for (String estimator : Names.ALL) {
          assertEquals(points, figures.curve(stage, Metric.RMSE, layer, estimator).length);
          assertEquals(points, figures.curve(stage, Metric.COSINE, layer, estimator).length);
        }
      }
    }
  }

  @Test
  void publishedCurvesAreThoseOfTheFigures() {
    PublishedFigures figures = PublishedFigures.read();
    double[] psa = figures.curve(Stage.EARLY, Metric.RMSE, 0, "psa");
    assertEquals(0.158, psa[0], 5e-4);
    assertEquals(0.0478, psa[35], 5e-5);
    assertEquals(-0.3887, figures.curve(Stage.TRAINED, Metric.COSINE, 0, "mean-field")[0], 5e-5);
  }
}
