package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metrics, taken in block by block, against their definitions written out. */
class SampleSeriesTest {
  private static final double ROUNDING = 1e-11;
  private static final KnownEstimates KNOWN =
      new KnownEstimates(
          new double[] {1, -2, 0.5},
          new double[] {0.3, 0, 0.1},
          new double[][] {{1, 0}, {0.5, 2}, {-1, 0.7}},
          false);

  private static List<double[]> draws(RandomStream stream, int trials) {
    List<double[]> draws = new ArrayList<>();
    for (int t = 0; t < trials; t++) {
      draws.add(KNOWN.draw(stream.child(t)));
    }
    return draws;
  }

  private static double[] mean(List<double[]> xs) {
    double[] mean = new double[3];
    for (double[] x : xs) {
      for (int i = 0; i < 3; i++) {
        mean[i] += x[i] / xs.size();
      }
    }
    return mean;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }

  private static double squaredDistance(double[] x, double[] y) {
    double[] d = new double[x.length];
    for (int i = 0; i < d.length; i++) {
      d[i] = x[i] - y[i];
    }
    return dot(d, d);
  }

  /** Trials below, at and above 128 batches and 256 per block; Ms that divide blocks or do not. */
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "7, 3",
    "60, 3",
    "128, 2",
    "129, 50",
    "1000, 1",
    "1000, 7",
    "1000, 333",
    "1000, 1000",
    "5003, 100",
    "5003, 2501",
    "40000, 999",
    "70001, 13"
  })
  void errorsAndCosinesAreThoseOfConsecutiveGroups(int trials, int samples) {
    RandomStream stream = RandomStream.of(5, "grouping").child(trials);
    List<double[]> draws = draws(stream, trials);
    double[] g = KNOWN.target();
    int groups = trials / samples;
    double squares = 0;
    double[] cosines = new double[groups];
    for (int i = 0; i < groups; i++) {
      double[] m = mean(draws.subList(i * samples, (i + 1) * samples));
      squares += squaredDistance(m, g) / dot(g, g);
      cosines[i] = dot(m, g) / Math.sqrt(dot(m, m) * dot(g, g));
    }
    GroupStatistics statistics = KNOWN.statistics(stream, trials, List.of(samples));
    SampleSummary summary = GroupSummary.of(statistics, 1).samples(0);
    assertEquals(Math.sqrt(squares / groups), summary.rmse().getAsDouble(), ROUNDING);
    double meanCosine = Arrays.stream(cosines).sum() / groups;
    assertEquals(meanCosine, summary.cosine().getAsDouble(), ROUNDING);
    assertQuantile(cosines, 0.15, summary.cosineQ15());
    assertQuantile(cosines, 0.85, summary.cosineQ85());
  }

  private static void assertQuantile(double[] cosines, double q, OptionalDouble actual) {
    assertEquals(cosines.length >= 20, actual.isPresent());
    double[] sorted = cosines.clone();
    Arrays.sort(sorted);
    double at = q * (sorted.length - 1);
    int low = (int) Math.floor(at);
    int high = (int) Math.ceil(at);
    double expected = sorted[low] * (1 - (at - low)) + sorted[high] * (at - low);
    assertEquals(expected, actual.orElse(expected), ROUNDING);
  }

  @ParameterizedTest
  @CsvSource({"2", "31", "128", "1000", "33000"})
  void biasAndDeviationFollowTheirDefinitions(int trials) {
    RandomStream stream = RandomStream.of(5, "moments").child(trials);
    List<double[]> draws = draws(stream, trials);
    double[] mean = mean(draws);
    double trace = draws.stream().mapToDouble(x -> squaredDistance(x, mean)).sum() / (trials - 1);
    double[] g = KNOWN.target();
    GroupStatistics statistics = KNOWN.statistics(stream, trials, List.of(1));
    GroupSummary summary = GroupSummary.of(statistics, 1);
    double squared = (squaredDistance(mean, g) - trace / trials) / dot(g, g);
    assertEquals(Math.sqrt(Math.max(0, squared)), summary.relBias().getAsDouble(), ROUNDING);
    assertEquals(Math.sqrt(trace / dot(g, g)), summary.relStd().getAsDouble(), ROUNDING);
    assertArrayEquals(mean, statistics.total().mean(), ROUNDING);
    assertEquals(trials >= 20, summary.relBiasInterval().isPresent());
  }

  /**
   * The mean of {@code |g_M - g|^2} over G groups is {@code |b|^2 + trace(cov) / M} on average. Its
   * relative deviation is at most sqrt(2 / G) here, so at G = 4000 and above a wrong factor of 1.2
   * is caught (5 standard deviations of the false alarm, 1e-6, and 3.09 of the power).
   */
  @ParameterizedTest
  @CsvSource({"1", "5"})
  void groupErrorsAgreeWithBiasAndVariance(int samples) {
    int groups = 4000;
    GroupStatistics statistics =
        KNOWN.statistics(RandomStream.of(6, "agree"), groups * samples, List.of(samples));
    double measured = GroupSummary.of(statistics, 1).samples(0).rmse().getAsDouble();
    double ratio = Math.pow(measured / KNOWN.rmse(samples), 2);
    assertTrue(Math.abs(ratio - 1) < 4.9 * Math.sqrt(2.0 / groups), () -> "ratio " + ratio);
  }

  @Test
  void longSeriesOfCosinesAreCountedToWithinAMillionth() {
    int items = CosineQuantiles.MOST_KEPT + 1;
    CosineQuantiles counted = new CosineQuantiles(items);
    for (int i = 0; i < items; i++) {
      counted.set(i, Math.cos(Math.PI * i / (items - 1)));
    }
    OptionalDouble[] quantiles = counted.of(0.15, 0.5, 0.85);
    assertEquals(-Math.cos(Math.PI * 0.15), quantiles[0].getAsDouble(), 1e-6);
    assertEquals(0, quantiles[1].getAsDouble(), 1e-6);
    assertEquals(Math.cos(Math.PI * 0.15), quantiles[2].getAsDouble(), 1e-6);
  }

  @Test
  void cosineOfAZeroVectorIsZero() {
    Target target = new Target(new double[] {1, 2});
    assertEquals(0, target.cosine(new double[2]));
    assertEquals(0, new Target(new double[2]).cosine(new double[] {1, 2}));
    assertEquals(1, target.cosine(new double[] {2, 4}), ROUNDING);
  }

  @Test
  void relativeColumnsAreEmptyWhereTheGradientIsZero() {
    KnownEstimates zero =
        KnownEstimates.diagonal(new double[2], new double[2], new double[] {1, 1});
    GroupSummary summary = GroupSummary.of(zero.statistics(RandomStream.of(2), 100, List.of(1)), 1);
    assertTrue(summary.relBias().isEmpty() && summary.relBiasInterval().isEmpty());
    assertTrue(summary.relStd().isEmpty() && summary.relStdInterval().isEmpty());
    assertTrue(summary.samples(0).rmse().isEmpty());
    assertEquals(0, summary.samples(0).cosine().getAsDouble());
  }
}
