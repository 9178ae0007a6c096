package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import org.bitgrad.estimator.Estimators;
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

/**
 * The first of two layers of logistic spins under a linear readout, with the second layer summed
 * out: under a linear readout the derivative in the second layer's pre-activations does not depend
 * on its states, so the mean of ST in the first layer is that of this one layer.
 *
 * @param a pre-activations of the first layer
 * @param w weights of the second, row-major
 * @param v weights of the readout
 */
@SuppressWarnings("ArrayRecordComponent")
record WideLayer(double[] a, double[] w, double[] v) {
  private static final Noise NOISE = Noise.logistic();

  /** Pre-activations of variance 1, weights of variance 1 / width. */
  static WideLayer of(int width, RandomStream stream) {
    double share = 1 / Math.sqrt(width);
    return new WideLayer(
        Normals.of(stream.child("a"), width, 1),
        Normals.of(stream.child("w"), width * width, share),
        Normals.of(stream.child("v"), width, share));
  }

  double[] exact() {
    return ExactOracle.compute(problem()).gradient().flat();
  }

  double[] meanOfStraightThrough() {
    return ExactMoments.of(Estimators.parse("st"), problem()).mean().flat();
  }

  Problem problem() {
    BitLoss loss =
        BitLoss.of("readout", (x, out) -> read(x, out, null), (x, out) -> read(x, null, out));
    return BernoulliProblem.of(loss, NOISE, Encoding.SPINS, a);
  }

  /** Values, or derivatives in the bits. */
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
      if (values == null) {
        NOISE.densities(pre, pre, 0, rows);
        addDerivatives(j, pre, derivatives);
      } else {
        NOISE.probabilities(pre, pre, 0, rows);
        for (int r = 0; r < rows; r++) {
          values[r] += v[j] * (2 * pre[r] - 1);
        }
      }
    }
  }

  private void addDerivatives(int j, double[] density, double[] derivatives) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      for (int r = 0; r < density.length; r++) {
        derivatives[i * density.length + r] += 4 * v[j] * density[r] * w[j * n + i];
      }
    }
  }

  /** Both layers. */
  Problem network() {
    int n = a.length;
    double[] first = new double[2 * n];
    System.arraycopy(a, 0, first, n, n);
    return StochasticBinaryNetwork.input(1)
        .bernoulli(n, NOISE)
        .bernoulli(n, NOISE)
        .encoding(Encoding.SPINS)
        .head(1, SmallNetworks.LINEAR)
        .parameters(first, Arrays.copyOf(w, n * n + n), Arrays.copyOf(v, n + 1))
        .on(Batch.of(new double[][] {{0}}, new double[] {1}));
  }
}
