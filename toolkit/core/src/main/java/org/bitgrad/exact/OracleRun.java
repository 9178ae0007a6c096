package org.bitgrad.exact;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;

/**
 * One exact computation, block by block of points.
 *
 * <p>With {@code M_k[n][s]} the probability of state {@code s} of layer {@code k} at point {@code
 * n}, {@code V_k[n][s]} the expected loss from there on, and {@code T_k} the transitions: {@code
 * M_k = M_{k-1} T_k} forwards, {@code V_{k-1} = V_k T_k^T} backwards, and {@code G_k[r][s] = sum_n
 * M_{k-1}[n][r] V_k[n][s]} is all that the gradient of layer {@code k} needs of the points.
 */
final class OracleRun {
  /** Doubles of one table of a block of points: 512 KiB, so that products stay in cache. */
  private static final int BLOCK = 1 << 16;

  private final Problem problem;
  private final int layers;
  private final int blockSize;
  private final Multilinear firstMemory;
  private final ConditionalLayer[] deep;
  private final double[][][] forward;
  private final double[][][] backward;
  private final double[][][] joint;
  private final double[][][] marginals;
  private final double[][][] values;
  private final Gradient gradient;
  private final Gradient chainGradient;
  private final Gradient lossGradient;
  private final double[] perPoint;

  OracleRun(Problem problem) {
    this.problem = problem;
    Chain chain = problem.chain();
    layers = chain.layers();
    int widest = IntStream.range(0, layers).map(chain::units).max().orElseThrow();
    blockSize = Math.min(problem.points(), Math.max(1, BLOCK >> widest));
    firstMemory = new Multilinear(chain.units(0));
    deep = new ConditionalLayer[layers];
    forward = new double[layers][][];
    backward = new double[layers][][];
    joint = new double[layers][][];
    marginals = new double[layers][][];
    values = new double[layers][][];
    Chain anyPoint = chain.at(0);
    for (int k = 0; k < layers; k++) {
      int states = 1 << chain.units(k);
      marginals[k] = new double[blockSize][states];
      values[k] = new double[blockSize][states];
      if (k > 0) {
        deep[k] = ConditionalLayer.deeper(anyPoint, k);
        forward[k] = deep[k].table();
        backward[k] = RowProducts.transposed(forward[k]);
        joint[k] = new double[forward[k].length][states];
      }
    }
    gradient = problem.newGradient();
    chainGradient = problem.chainPart(gradient);
    lossGradient = problem.lossPart(gradient);
    perPoint = new double[problem.points()];
  }

  ExactResult run(ExactProgress progress) {
    int points = problem.points();
    for (int from = 0; from < points; from += blockSize) {
      int count = Math.min(blockSize, points - from);
      block(from, count);
      progress.advanced(from + count, points);
    }
    for (int k = 1; k < layers; k++) {
      for (int r = 0; r < joint[k].length; r++) {
        deep[k].differentiate(r, joint[k][r], 1);
      }
      deep[k].pullBack(chainGradient);
    }
    gradient.scale(1.0 / points);
    requireFinite();
    double sum = Arrays.stream(perPoint).sum();
    return new ExactResult(sum / points, perPoint, gradient);
  }

  private void block(int from, int count) {
    boolean whole = count == problem.points();
    Problem part = whole ? problem : problem.at(IntStream.range(from, from + count).toArray());
    ConditionalLayer first = ConditionalLayer.first(part.chain(), firstMemory);
    for (int n = 0; n < count; n++) {
      first.probabilities(n, marginals[0][n]);
    }
    for (int k = 1; k < layers; k++) {
      clear(marginals[k]);
      RowProducts.add(marginals[k - 1], forward[k], marginals[k], count);
    }
    int last = layers - 1;
    new LossOfEveryState(part.loss(), part.chain().encoding(), part.chain().units(last), count)
        .evaluate(from, marginals[last], values[last], lossGradient);
    for (int k = last; k > 0; k--) {
      stopIfInterrupted();
      RowProducts.addTransposed(marginals[k - 1], values[k], joint[k], count);
      clear(values[k - 1]);
      RowProducts.add(values[k], backward[k], values[k - 1], count);
    }
    stopIfInterrupted();
    for (int n = 0; n < count; n++) {
      perPoint[from + n] = first.differentiate(n, values[0][n], 1);
    }
    first.pullBack(chainGradient);
  }

  private static void clear(double[][] rows) {
    for (double[] row : rows) {
      Arrays.fill(row, 0);
    }
  }

  static void stopIfInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      throw new CancellationException("the exact computation was interrupted");
    }
  }

  private void requireFinite() {
    for (int g = 0; g < gradient.layout().groups(); g++) {
      for (double number : gradient.group(g)) {
        if (!(Math.abs(number) <= Double.MAX_VALUE)) {
          throw new ArithmeticException(
              "exact gradient must be finite, but holds "
                  + number
                  + " in group "
                  + gradient.layout().name(g));
        }
      }
    }
  }
}
