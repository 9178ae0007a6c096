package org.bitgrad.exact;

import java.util.Locale;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;

/**
 * A loss at every state of the last layer and every point of a block, evaluated in chunks of
 * states, so that memory stays bounded. Row {@code s * points + b} of a chunk holds its state
 * {@code s} and the block's point {@code b}.
 */
final class LossOfEveryState {
  private static final int ROWS = 1 << 13;

  private final int units;
  private final int points;
  private final StateChunk chunk;
  private final LossPass pass;
  private final double[] weights;

  LossOfEveryState(Loss loss, Encoding encoding, int units, int points) {
    this.units = units;
    this.points = points;
    chunk = new StateChunk(encoding, units, ROWS, points);
    pass = loss.open(chunk.rows());
    weights = new double[chunk.rows()];
  }

  /**
   * Evaluates every state.
   *
   * @param firstPoint number of the block's first point, for messages
   * @param marginals {@code [points][states]}: probability of each state
   * @param values {@code [points][states]}, overwritten
   * @param gradient adds the mean over the block's points of the expected derivative in the loss's
   *     parameters, times {@code points}
   */
  void evaluate(int firstPoint, double[][] marginals, double[][] values, Gradient gradient) {
    for (int base = 0; base < 1 << units; base += chunk.size()) {
      OracleRun.stopIfInterrupted();
      pass.at(chunk.from(base));
      scatter(pass.values(), base, firstPoint, values);
      if (gradient.layout().groups() > 0) {
        gather(marginals, base);
        pass.parameterGradient(weights, gradient);
      }
    }
  }

  private void scatter(double[] rows, int base, int firstPoint, double[][] values) {
    for (int b = 0; b < points; b++) {
      double[] to = values[b];
      for (int s = 0; s < chunk.size(); s++) {
        double value = rows[s * points + b];
        if (!(Math.abs(value) <= Double.MAX_VALUE)) {
          throw new ArithmeticException(
              String.format(
                  Locale.ROOT,
                  "loss must be finite, but is %s at state %d of the last layer and point %d",
                  value,
                  base + s,
                  firstPoint + b));
        }
        to[base + s] = value;
      }
    }
  }

  private void gather(double[][] marginals, int base) {
    for (int b = 0; b < points; b++) {
      double[] from = marginals[b];
      for (int s = 0; s < chunk.size(); s++) {
        weights[s * points + b] = from[base + s];
      }
    }
  }
}
