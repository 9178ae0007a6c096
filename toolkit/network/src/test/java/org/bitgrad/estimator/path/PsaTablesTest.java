package org.bitgrad.estimator.path;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.Moments;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** State tables draw from the distribution of PSA's estimates. */
class PsaTablesTest {
  /** A grid of u so fine that every cell of the alias tables, 2^3 states, is met in proportion. */
  private static final int TRIALS = 60_000;

  private static Problem network(Encoding encoding, int... widths) {
    double[][] x = {{0.2, -1}, {1.5, 0.4}, {-0.3, 0.8}, {0.2, -1}};
    var builder = StochasticBinaryNetwork.input(2);
    for (int width : widths) {
      builder = builder.bernoulli(width, width == 2 ? Noise.gaussian(1) : Noise.logistic());
    }
    return builder
        .encoding(encoding)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(11)
        .on(Batch.of(x, new double[] {1, -1, 1, 1}));
  }

  @Test
  void aliasTablesGiveEveryOutcomeItsProbability() {
    RandomStream stream = RandomStream.of(3, "alias");
    double[] p = new double[5 * 16];
    for (int g = 0; g < 5; g++) {
      double sum = 0;
      for (int i = 0; i < 16; i++) {
        // Sharp distributions too: powers up to 16 of a uniform.
        p[g * 16 + i] = Math.pow(stream.uniform(g * 16 + i), 1 << g);
        sum += p[g * 16 + i];
      }
      for (int i = 0; i < 16; i++) {
        p[g * 16 + i] /= sum;
      }
    }
    AliasTable table = new AliasTable(5, 16, p);
    int[] drawn = new int[16];
    for (int g = 0; g < 5; g++) {
      for (int i = 0; i < 16; i++) {
        assertEquals(p[g * 16 + i], table.probability(g, i), 1e-14);
      }
    }
    int draws = 1 << 16;
    for (int k = 0; k < draws; k++) {
      drawn[table.draw(0, (k + 0.5) / draws)]++;
    }
    for (int i = 0; i < 16; i++) {
      // Evenly spaced u: each of the 16 cells is split to one part in 4096, and an outcome has
      // parts of up to 16 cells.
      assertEquals(p[i], drawn[i] / (double) draws, 16.0 / draws);
    }
  }

  @Test
  void meanAndVarianceAreThoseOfPsaOnABound() {
    assertMomentsOfPsa(network(Encoding.BITS, 2).bound(2));
  }

  @ParameterizedTest
  @EnumSource(Encoding.class)
  void meanAndVarianceAreThoseOfPsaWithThreeLayers(Encoding encoding) {
    assertMomentsOfPsa(network(encoding, 3, 2, 3));
  }

  @Test
  void meanAndVarianceAreThoseOfPsaWithTwoLayersAndWithOne() {
    assertMomentsOfPsa(network(Encoding.BITS, 3, 2));
    assertMomentsOfPsa(network(Encoding.SPINS, 3));
    assertMomentsOfPsa(network(Encoding.BITS, 2, 3, 2, 2));
  }

  /**
   * Every coordinate of mean and variance within 6.2 standard errors: with at most 40 coordinates
   * twice, a false alarm has probability 5e-8. With 60,000 trials a shift of the mean by 0.04
   * standard deviations is found.
   */
  private static void assertMomentsOfPsa(Problem problem) {
    Moments exact = ExactMoments.of(new Psa(), problem);
    double[] mean = exact.mean().flat();
    double[] variance = exact.variance().flat();
    double[] sum = new double[mean.length];
    double[] squares = new double[mean.length];
    double[] fourths = new double[mean.length];
    double value = 0;
    Session session = PsaTables.open(problem);
    MeanSink sink = new MeanSink(problem);
    for (int t = 0; t < TRIALS; t++) {
      sink.clear();
      session.estimate(Draw.of(RandomStream.of(5, "tables").child(t)), sink);
      sink.finish();
      value += sink.value() / TRIALS;
      double[] g = sink.gradient().flat();
      for (int i = 0; i < g.length; i++) {
        double d = g[i] - mean[i];
        sum[i] += d;
        squares[i] += d * d;
        fourths[i] += d * d * d * d;
      }
    }
    for (int i = 0; i < mean.length; i++) {
      double rounding = 1e-14 * (1 + Math.abs(mean[i]));
      double error = Math.sqrt(variance[i] / TRIALS);
      assertEquals(0, sum[i] / TRIALS, 6.2 * error + rounding, "mean of parameter " + i);
      double second = squares[i] / TRIALS;
      double spread = Math.sqrt(Math.max(0, fourths[i] / TRIALS - second * second) / TRIALS);
      assertEquals(variance[i], second, 6.2 * spread + rounding, "variance of parameter " + i);
    }
    assertEquals(exact.value(), value, 0.02);
  }

  @Test
  void theSameDrawGivesTheSameEstimate() {
    Problem problem = network(Encoding.BITS, 3, 2, 3);
    assertArrayEquals(estimate(problem), estimate(problem));
  }

  private static double[] estimate(Problem problem) {
    MeanSink sink = new MeanSink(problem);
    Session session = PsaTables.open(problem);
    session.estimate(Draw.of(RandomStream.of(5, "other")), new MeanSink(problem));
    session.estimate(Draw.of(RandomStream.of(5, "same")), sink);
    return sink.gradient().flat();
  }

  @Test
  void tablesThatAreTooLargeAndSinksByRowsAreRefused() {
    UnsupportedOperationException large =
        assertThrows(
            UnsupportedOperationException.class,
            () -> PsaTables.open(network(Encoding.BITS, 12, 12, 2)));
    assertTrue(large.getMessage().contains("at most"), large::getMessage);
    Problem bits =
        BernoulliProblem.of(
            (x, out) -> {
              for (int r = 0; r < x.rows(); r++) {
                out[r] = x.sum(r);
              }
            },
            0.2,
            -1);
    Session session = PsaTables.open(bits);
    IllegalArgumentException rows =
        assertThrows(
            IllegalArgumentException.class,
            () -> session.estimate(Draw.of(RandomStream.of(1, "x")), new RowSink(bits)));
    assertTrue(rows.getMessage().contains("MeanSink"), rows::getMessage);
  }
}
