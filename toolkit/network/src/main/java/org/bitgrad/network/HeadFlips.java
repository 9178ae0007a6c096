package org.bitgrad.network;

import java.util.Set;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.RowLoops;
import org.bitgrad.numeric.Sums;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.States;

/**
 * The outputs of a head with single units flipped, for several units at once: one block of {@code
 * units * rows} rows, row {@code i * rows + r} with unit {@code from + i} flipped in row {@code r}.
 */
final class HeadFlips {
  /** Numbers in a block: enough for long loops, few enough to stay in cache. */
  private static final int BLOCK = 1 << 14;

  /** Losses whose flips are multiplications of odds. */
  private static final Set<OutputLoss> BY_ODDS = Set.of(OutputLoss.LOGISTIC);

  private final HeadLoss loss;
  private final Dense shape;
  private final OutputLoss outputLoss;
  private final int rows;
  private final int capacity;
  private final double mirror;
  private final double[] change;
  private final double[] values;
  private final double[] gradient;
  private final double[] row;
  private final double[] sum;
  private final LogisticHeadFlips logistic;
  private boolean fast;
  private Outputs outputs;
  private int from;
  private int count;

  HeadFlips(HeadLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    shape = loss.head().shape();
    OutputLoss given = loss.head().loss();
    outputLoss = CheckedOutputLoss.of(given);
    capacity = Math.max(1, Math.min(shape.in(), BLOCK / (rows * shape.out())));
    mirror = loss.head().encoding().low() + loss.head().encoding().high();
    change = new double[capacity * rows];
    values = new double[capacity * rows];
    gradient = new double[capacity * rows * shape.out()];
    row = new double[rows];
    sum = new double[rows];
    boolean inOneBlock = BY_ODDS.contains(given) && capacity == shape.in();
    logistic = inOneBlock ? new LogisticHeadFlips(shape, loss, rows) : null;
  }

  /** {@return units that one block holds} */
  int capacity() {
    return capacity;
  }

  /** Flips the units from {@code from} on, as many as there are and a block holds. */
  void at(States x, double[] eta, int first) {
    from = first;
    count = Math.min(capacity, shape.in() - first);
    System.arraycopy(x.values(), first * rows, change, 0, count * rows);
    turn(change, mirror, count * rows);
    fast = logistic != null && logistic.serves(loss.theta());
    if (fast) {
      logistic.at(loss.theta(), eta, change);
    } else {
      flipOutputs(eta);
    }
  }

  private void flipOutputs(double[] eta) {
    if (outputs == null || outputs.rows() != count * rows) {
      // A last block that is shorter opens buffers of its own; small layers fit into one block.
      outputs = new Outputs(shape.out(), count * rows, loss.batch());
    }
    outputs.follow();
    double[] to = outputs.eta();
    for (int o = 0; o < shape.out(); o++) {
      for (int i = 0; i < count; i++) {
        System.arraycopy(change, i * rows, row, 0, rows);
        System.arraycopy(eta, o * rows, sum, 0, rows);
        RowLoops.addScaled(loss.theta()[o * shape.in() + from + i], row, sum);
        System.arraycopy(sum, 0, to, (o * count + i) * rows, rows);
      }
    }
  }

  /** From states to what a flip adds to them. */
  private static void turn(double[] x, double mirror, int length) {
    for (int i = 0; i < length; i++) {
      x[i] = mirror - 2 * x[i];
    }
  }

  /** {@code out -= f(x with unit i flipped)}. */
  void subtractValues(double[] out) {
    if (fast) {
      logistic.subtractValues(out);
      return;
    }
    outputLoss.values(outputs, values);
    Finite.flippedValues(outputLoss.name(), values, from, count, rows);
    int start = from * rows;
    if (start == 0) {
      subtract(values, out, count * rows);
      return;
    }
    for (int i = 0; i < count * rows; i++) {
      out[start + i] -= values[i];
    }
  }

  private static void subtract(double[] x, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] -= x[i];
    }
  }

  /** Computes the derivatives in the outputs, times the flips' weights. */
  void gradient(double[] flipWeights) {
    if (fast) {
      logistic.gradient(flipWeights, gradient);
      return;
    }
    outputLoss.gradient(outputs, gradient);
    int length = count * rows;
    if (shape.out() == 1 && from == 0) {
      multiply(flipWeights, gradient, length);
      return;
    }
    for (int o = 0; o < shape.out(); o++) {
      for (int i = 0; i < length; i++) {
        gradient[o * length + i] *= flipWeights[from * rows + i];
      }
    }
  }

  private static void multiply(double[] x, double[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] *= x[i];
    }
  }

  /** Adds the sum over flips to {@code [outputs x rows]}. */
  void addOutputGradient(double[] dEta) {
    for (int o = 0; o < shape.out(); o++) {
      System.arraycopy(dEta, o * rows, sum, 0, rows);
      for (int i = 0; i < count; i++) {
        System.arraycopy(gradient, (o * count + i) * rows, row, 0, rows);
        RowLoops.add(row, sum);
      }
      System.arraycopy(sum, 0, dEta, o * rows, rows);
    }
  }

  /** Adds what the flipped unit's own weight sees beyond the unflipped state. */
  void addChanges(double[] dTheta) {
    for (int o = 0; o < shape.out(); o++) {
      for (int i = 0; i < count; i++) {
        int at = (o * count + i) * rows;
        dTheta[o * shape.in() + from + i] += Sums.dot(change, i * rows, gradient, at, rows);
      }
    }
  }

  /** As {@link #addChanges}, into {@code [parameters x rows]}. */
  void addChangesByRow(double[] dTheta) {
    for (int o = 0; o < shape.out(); o++) {
      for (int i = 0; i < count; i++) {
        int at = (o * count + i) * rows;
        int to = (o * shape.in() + from + i) * rows;
        for (int r = 0; r < rows; r++) {
          dTheta[to + r] += change[i * rows + r] * gradient[at + r];
        }
      }
    }
  }
}
