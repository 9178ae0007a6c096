package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The bias of straight-through in the first of two layers falls with the width. The file's numbers
 * are statistics of 40 random networks per width; ours are of other networks of the same law.
 */
public class StFormulasWidthTest {
  private static final JsonNode FILE = StFormulas.read().json().get("width_study");

  /** Networks per width of the file, as its note says. */
  private static final int THEIRS = 40;

  private static final int RESAMPLES = 400;
  private static final double DEVIATIONS = 5;
  private static final Noise NOISE = Noise.logistic();

  private static final List<Study> STUDIES = new ArrayList<>();

  /** The numbers of the file that are compared here, or go in. */
  public static Stream<String> covered() {
    return StFormulas.fields("width_study.rows", "width", "median_rel_bias", "mean_cosine");
  }

  /** Relative biases and cosines of random networks of one width. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Study(JsonNode row, double[] biases, double[] cosines) {
    static Study of(JsonNode row) {
      int width = row.get("width").asInt();
      int networks = width > 10 ? 24 : 80;
      Study study = new Study(row, new double[networks], new double[networks]);
      for (int i = 0; i < networks; i++) {
        Problem problem = Draws.of(width, i).firstLayer();
        double[] exact = ExactOracle.compute(problem).gradient().flat();
        double[] mean = ExactMoments.of(new StraightThrough(), problem).mean().flat();
        study.biases[i] = Vectors.norm(Vectors.difference(mean, exact)) / Vectors.norm(exact);
        study.cosines[i] = Vectors.cosine(mean, exact);
      }
      return study;
    }

    int width() {
      return row.get("width").asInt();
    }
  }

  /** The random numbers of a network: a1 and v of n numbers, W2 of n x n. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Draws(double[] a, double[] w, double[] v) {
    static Draws of(int n, int index) {
      RandomStream stream = RandomStream.of(17, "width").child(n).child(index);
      double share = 1 / Math.sqrt(n);
      return new Draws(
          normal(stream.child("a"), n, 1),
          normal(stream.child("w"), n * n, share),
          normal(stream.child("v"), n, share));
    }

    private static double[] normal(RandomStream stream, int n, double deviation) {
      double[] numbers = new double[n];
      stream.uniforms(0, numbers, 0, n);
      return Arrays.stream(numbers).map(Noise.gaussian(deviation)::quantile).toArray();
    }

    /**
     * The second layer summed out. Under a linear readout the derivative in its pre-activations
     * does not depend on its states, so that the mean of straight-through is that of one layer.
     */
    Problem firstLayer() {
      int n = a.length;
      BitLoss loss =
          BitLoss.of("readout", (x, out) -> read(x, out, null), (x, out) -> read(x, null, out));
      return BernoulliProblem.of(loss, NOISE, Encoding.SPINS, Arrays.copyOf(a, n));
    }

    /** Values and derivatives in bits. */
    private void read(States x, double[] values, double[] derivatives) {
      int n = a.length;
      int rows = x.rows();
      double[] pre = new double[rows];
      Arrays.fill(values == null ? derivatives : values, 0);
      for (int j = 0; j < n; j++) {
        Arrays.fill(pre, 0);
        for (int i = 0; i < n; i++) {
          for (int r = 0; r < rows; r++) {
            pre[r] += w[j * n + i] * (2 * x.values()[i * rows + r] - 1);
          }
        }
        if (values != null) {
          for (int r = 0; r < rows; r++) {
            values[r] += v[j] * (2 * NOISE.probability(pre[r]) - 1);
          }
          continue;
        }
        NOISE.densities(pre, pre, 0, rows);
        for (int i = 0; i < n; i++) {
          for (int r = 0; r < rows; r++) {
            derivatives[i * rows + r] += 4 * v[j] * pre[r] * w[j * n + i];
          }
        }
      }
    }

    Problem network() {
      int n = a.length;
      return StochasticBinaryNetwork.input(1)
          .bernoulli(n, NOISE)
          .bernoulli(n, NOISE)
          .encoding(Encoding.SPINS)
          .head(1, StFormulasNetworkTest.LINEAR)
          .parameters(
              StFormulasNetworkTest.join(new double[n], a),
              StFormulasNetworkTest.join(w, new double[n]),
              Arrays.copyOf(v, n + 1))
          .on(Batch.of(new double[][] {{0}}, new double[] {1}));
    }
  }

  @BeforeAll
  static void study() {
    FILE.get("rows").forEach(row -> STUDIES.add(Study.of(row)));
  }

  @Test
  void theFirstLayerAloneHasTheMomentsOfTheNetwork() {
    for (int n : new int[] {2, 4}) {
      Draws draws = Draws.of(n, 0);
      double[] network = ExactMoments.of(new StraightThrough(), draws.network()).mean().group(0);
      double[] layer = ExactMoments.of(new StraightThrough(), draws.firstLayer()).mean().flat();
      assertArrayEquals(Arrays.copyOfRange(network, n, 2 * n), layer, 1e-12);
      double[] exact = ExactOracle.compute(draws.network()).gradient().group(0);
      double[] ofLayer = ExactOracle.compute(draws.firstLayer()).gradient().flat();
      assertArrayEquals(Arrays.copyOfRange(exact, n, 2 * n), ofLayer, 1e-12);
    }
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return (sorted[half] + sorted[sorted.length - 1 - half]) / 2;
  }

  /** The standard deviation of the logarithm of a median of as many networks as the file's. */
  private static double spread(Study study) {
    RandomStream stream = RandomStream.of(19, "resample").child(study.width());
    double[] u = new double[THEIRS];
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < RESAMPLES; k++) {
      stream.child(k).uniforms(0, u, 0, THEIRS);
      int count = study.biases.length;
      double log =
          Math.log(median(Arrays.stream(u).map(x -> study.biases[(int) (x * count)]).toArray()));
      sum += log;
      squares += log * log;
    }
    double mean = sum / RESAMPLES;
    return Math.sqrt(squares / RESAMPLES - mean * mean);
  }

  /** Each median to 5 deviations, all together to 5: a common factor of 1.5 would be found. */
  @Test
  void mediansOfTheRelativeBiasAgree() {
    double total = 0;
    double variance = 0;
    for (Study study : STUDIES) {
      double log = Math.log(study.row.get("median_rel_bias").asDouble() / median(study.biases));
      double deviation = spread(study) * Math.sqrt(1 + THEIRS / (double) study.biases.length);
      assertEquals(0, log, DEVIATIONS * deviation, "width " + study.width());
      total += log;
      variance += deviation * deviation;
    }
    assertEquals(0, total, DEVIATIONS * Math.sqrt(variance), "all widths");
    double found = Math.log(1.5) * STUDIES.size();
    assertTrue(found > (DEVIATIONS + 2) * Math.sqrt(variance), "power: " + Math.sqrt(variance));
  }

  @Test
  void meanCosinesAgree() {
    for (Study study : STUDIES) {
      double count = study.cosines.length;
      double mean = Arrays.stream(study.cosines).sum() / count;
      double variance =
          Arrays.stream(study.cosines).map(c -> (c - mean) * (c - mean)).sum() / (count - 1);
      double error = Math.sqrt(variance * (1 / count + 1.0 / THEIRS));
      double expected = study.row.get("mean_cosine").asDouble();
      assertEquals(expected, mean, DEVIATIONS * error, "width " + study.width());
    }
  }

  /** Expected before it was measured: a slope between -0.2 and -0.8 over widths 4 to 12. */
  @Test
  void theBiasFallsWithTheWidth() {
    double[] sums = new double[5];
    for (Study study : STUDIES) {
      if (study.width() >= 4 && study.width() <= 12) {
        double x = Math.log(study.width());
        double y = Math.log(median(study.biases));
        double[] terms = {1, x, y, x * x, x * y};
        Arrays.setAll(sums, i -> sums[i] + terms[i]);
      }
    }
    double slope =
        (sums[0] * sums[4] - sums[1] * sums[2]) / (sums[0] * sums[3] - sums[1] * sums[1]);
    assertTrue(slope < -0.2 && slope > -0.8, "slope: " + slope);
  }
}
