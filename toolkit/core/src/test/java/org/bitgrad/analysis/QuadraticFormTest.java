package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuadraticFormTest {
  /** The saddlepoint approximation is not exact; so close it is in both tails and at the mean. */
  private static final double RELATIVE = 0.06;

  private static Spectrum spectrum(double... values) {
    double[] ones = new double[values.length];
    java.util.Arrays.fill(ones, 1);
    return new Spectrum(values, ones, new double[values.length], 1);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0.025",
    "1, 0.5",
    "1, 0.975",
    "2, 0.025",
    "2, 0.9",
    "7, 0.025",
    "7, 0.5",
    "7, 0.975",
    "40, 0.025",
    "40, 0.4",
    "40, 0.975"
  })
  void withoutBiasAndWithEqualEigenvaluesItIsChiSquared(int dimensions, double probability) {
    double[] values = IntervalCoverageTest.filled(dimensions, 3);
    double q = 3 * ChiSquaredDistribution.of(dimensions).inverseCumulativeProbability(probability);
    double below = new QuadraticForm(spectrum(values), new double[dimensions]).below(q);
    assertEquals(probability, below, RELATIVE * Math.min(probability, 1 - probability) + 0.004);
  }

  @ParameterizedTest
  @CsvSource({"0.5, 0.01", "0.5, 1", "0.5, 5", "2, 0.5", "2, 5", "2, 15", "10, 70", "10, 140"})
  void inOneDimensionItIsTheSquareOfABiasedNormal(double bias, double q) {
    NormalDistribution normal = NormalDistribution.of(0, 1);
    double root = Math.sqrt(q);
    double exact =
        normal.cumulativeProbability(root - bias) - normal.cumulativeProbability(-root - bias);
    double below = new QuadraticForm(spectrum(1), new double[] {bias * bias}).below(q);
    assertEquals(exact, below, RELATIVE * Math.min(exact, 1 - exact) + 0.004);
  }

  @Test
  void theLimitAtTheMeanJoinsItsNeighbours() {
    QuadraticForm form = new QuadraticForm(spectrum(2, 1, 0.5), new double[] {1, 0, 3});
    double mean = 7.5;
    double below = form.below(mean * (1 - 1e-2));
    double above = form.below(mean * (1 + 1e-2));
    assertEquals((below + above) / 2, form.below(mean), 1e-4);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 40})
  void jacobiRotationsDiagonalise(int size) {
    double[][] matrix = new double[size][size];
    double[][] copy = new double[size][size];
    RandomStream stream = RandomStream.of(9, "jacobi");
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double x = stream.uniform((long) i * size + j) - 0.5;
        matrix[i][j] = x;
        matrix[j][i] = x;
        copy[i][j] = x;
        copy[j][i] = x;
      }
    }
    SymmetricMatrix eigen = new SymmetricMatrix(matrix);
    for (int k = 0; k < size; k++) {
      double[] v = eigen.vector(k);
      for (int i = 0; i < size; i++) {
        double image = 0;
        for (int j = 0; j < size; j++) {
          image += copy[i][j] * v[j];
        }
        assertEquals(eigen.value(k) * v[i], image, 1e-12);
      }
    }
  }

  /** Batches of few trials leave sample eigenvalues far apart; drawn together they are not. */
  @Test
  void eigenvaluesOfRoundNoiseComeOutNearlyEqual() {
    KnownEstimates known =
        KnownEstimates.diagonal(new double[30], new double[30], IntervalCoverageTest.filled(30, 1));
    GroupStatistics statistics = known.statistics(RandomStream.of(4, "round"), 128, List.of(1));
    Spectrum spectrum = Spectrum.of(statistics, statistics.total().mean(), 30.0 / 128);
    assertEquals(1.0 / 30, spectrum.largest(), 0.5 / 30);
  }
}
