package org.bitgrad.papers.shared;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The intervals of means over cases hold the truth in 356 to 397 of 400 repeats: outside of that
 * with probability 1e-6 if 95 % is right. Cases are few, so the samples are as small.
 */
class MeansCoverageTest {
  private static final int REPEATS = 400;
  private static final double MEAN = 0.7;
  private static final NormalDistribution NUMBERS = NormalDistribution.of(MEAN, 0.4);

  private static double[] numbers(int networks, int repeat) {
    double[] numbers = new double[networks];
    RandomStream.of(11, "means").child(networks).child(repeat).uniforms(0, numbers, 0, networks);
    return Arrays.stream(numbers).map(NUMBERS::inverseCumulativeProbability).toArray();
  }

  private static void assertCovered(int covered) {
    assertTrue(covered >= 356 && covered <= 397, () -> "covered " + covered + " of 400");
  }

  private static boolean contains(Measurement measured, double truth) {
    return measured.low() <= truth && truth <= measured.high();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20})
  void meanOfNetworksIsCovered(int networks) {
    int covered = 0;
    for (int r = 0; r < REPEATS; r++) {
      covered += contains(Means.mean(numbers(networks, r)), MEAN) ? 1 : 0;
    }
    assertCovered(covered);
  }

  /** Logarithms are normal, as the interval assumes. */
  @ParameterizedTest
  @ValueSource(ints = {2, 5, 20})
  void geometricMeanOfNetworksIsCovered(int networks) {
    int covered = 0;
    for (int r = 0; r < REPEATS; r++) {
      double[] ratios = Arrays.stream(numbers(networks, r)).map(Math::exp).toArray();
      covered += contains(Means.geometric(ratios), Math.exp(MEAN)) ? 1 : 0;
    }
    assertCovered(covered);
  }
}
