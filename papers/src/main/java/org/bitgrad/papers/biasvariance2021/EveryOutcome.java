package org.bitgrad.papers.biasvariance2021;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * The exact mean of an estimator that scales every unit by a uniform number of its own: every row
 * of one estimate is a joint state and a joint node of the Gauss-Legendre rule of three points,
 * which is exact where the estimate is a polynomial of at most fifth degree in each number.
 */
final class EveryOutcome implements Draw {
  private static final double[] NODES = {0.5 - Math.sqrt(0.15), 0.5, 0.5 + Math.sqrt(0.15)};
  private static final double[] WEIGHTS = {5.0 / 18, 8.0 / 18, 5.0 / 18};
  private static final double ONE = -1;
  private static final double ZERO = 2;

  private final int units;
  private final double[] probability;

  private EveryOutcome(int units) {
    this.units = units;
    int rows = 1;
    for (int i = 0; i < units; i++) {
      rows *= 2 * NODES.length;
    }
    probability = new double[rows];
  }

  /** The mean of the derivative in each unit's pre-activation, one layer of free logits. */
  static double[] mean(Estimator estimator, Problem problem) {
    int units = problem.chain().units(0);
    EveryOutcome draw = new EveryOutcome(units);
    int rows = draw.probability.length;
    Problem repeated = problem.repeat(0, rows);
    RowSink sink = new RowSink(repeated);
    sink.clear();
    estimator.open(repeated).estimate(draw, sink);
    double[] mean = new double[units];
    for (int i = 0; i < units; i++) {
      for (int r = 0; r < rows; r++) {
        mean[i] += draw.probability[r] * sink.group(0)[i * rows + r];
      }
    }
    return mean;
  }

  /** Which of six outcomes of a unit a row stands for: its bit is the lowest digit. */
  private static int outcome(int row, int unit) {
    int rest = row;
    for (int i = 0; i < unit; i++) {
      rest /= 2 * NODES.length;
    }
    return rest % (2 * NODES.length);
  }

  @Override
  public void uniforms(String site, int rows, int count, double[] out) {
    for (int i = 0; i < units; i++) {
      for (int r = 0; r < rows; r++) {
        out[i * rows + r] = NODES[outcome(r, i) / 2];
      }
    }
  }

  @Override
  public void thresholds(String site, int rows, int count, BitLaw law, double[] out) {
    for (int r = 0; r < rows; r++) {
      probability[r] = 1;
      for (int i = 0; i < units; i++) {
        int at = i * rows + r;
        boolean one = outcome(r, i) % 2 == 1;
        out[at] = one ? ONE : ZERO;
        probability[r] *= (one ? law.one(at) : law.zero(at)) * WEIGHTS[outcome(r, i) / 2];
      }
    }
  }

  @Override
  public Draw at(String name, long index) {
    return this;
  }
}
