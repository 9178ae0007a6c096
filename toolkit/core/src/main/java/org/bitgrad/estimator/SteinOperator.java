package org.bitgrad.estimator;

import java.util.Arrays;
import org.bitgrad.model.BitLaw;
import org.bitgrad.model.SampledPath;

/**
 * RODEO's surrogates at the states of a layer and at all states that differ from them in one bit,
 * and the one-flip operator on them,
 *
 * <pre>
 * (A h)(b) = 1/D sum_j q(flipped value of b_j) (h(b with bit j flipped) - h(b))
 * </pre>
 *
 * Each sample's surrogates see the other samples only.
 */
final class SteinOperator {
  private final SampledPath path;
  private final SteinSurrogate network;
  private final int layer;
  private final int units;
  private final int rows;
  private final int points;
  private final int samples;
  private final double high;

  /** The loss linearised at another sample, and its value there. */
  private final double[][] inputs;

  private final double[] flipped;

  /** H_1 and H_2 with each unit flipped, unit by unit, then at the states themselves. */
  private final double[][] values;

  /** A H_1 and A H_2 of each row. */
  private final double[][] applied;

  SteinOperator(SampledPath path, int layer, int points, SteinSurrogate network) {
    this.path = path;
    this.layer = layer;
    this.points = points;
    this.network = network;
    units = path.states(layer).units();
    rows = path.rows();
    samples = rows / points;
    high = path.states(layer).encoding().high();
    inputs = new double[2][(units + 1) * rows];
    flipped = new double[units * rows];
    values = new double[2][inputs[0].length];
    applied = new double[2][rows];
  }

  /**
   * Evaluates at the sampled path.
   *
   * @param slopes derivatives in the bits of the layer, {@code [units x rows]}
   * @param f losses of the rows
   */
  void evaluate(double[] slopes, double[] f) {
    BitLaw law = path.law(layer);
    for (int i = 0; i < flipped.length; i++) {
      flipped[i] = bit(i) == 1 ? law.zero(i) : law.one(i);
    }
    Arrays.fill(values[0], 0);
    Arrays.fill(values[1], 0);
    for (int other = 1; other < samples; other++) {
      linearise(other, slopes, f);
      network.add(1.0 / (samples - 1), inputs, values);
    }
    apply(values[0], applied[0]);
    apply(values[1], applied[1]);
  }

  private int bit(int i) {
    return path.states(layer).values()[i] == high ? 1 : 0;
  }

  /** Sets the inputs of all rows from the sample that comes {@code other} samples later. */
  private void linearise(int other, double[] slopes, double[] f) {
    double[] x = inputs[0];
    double[] z = inputs[1];
    for (int r = 0; r < rows; r++) {
      int from = (r + other * points) % rows;
      double line = 0;
      for (int i = r; i < flipped.length; i += rows) {
        int at = i - r + from;
        line += slopes[at] * (bit(i) - bit(at));
      }
      for (int i = r; i < x.length; i += rows) {
        double turn = i < flipped.length ? slopes[i - r + from] * (1 - 2 * bit(i)) : 0;
        x[i] = line + turn;
        z[i] = f[from];
      }
    }
  }

  private void apply(double[] h, double[] out) {
    Arrays.fill(out, 0);
    for (int i = 0; i < flipped.length; i++) {
      int r = i % rows;
      out[r] += flipped[i] * (h[i] - h[flipped.length + r]) / units;
    }
  }

  /** {@return (A H_1)(b) of each row} */
  double[] ofFirst() {
    return applied[0];
  }

  /**
   * What the score of a unit is multiplied with in A applied to H_2 times the score.
   *
   * @param i unit times rows plus row
   * @return (A H_2)(b) - H_2(b with the unit flipped) / D
   */
  double ofSecond(int i) {
    return applied[1][i % rows] - values[1][i] / units;
  }

  /**
   * Adds the derivative in the parameters of {@code sum_r wanted_r (A H_1)_r + sum_i weights_i
   * ofSecond(i)}, at the path that was evaluated last.
   *
   * @param wanted one per row
   * @param weights {@code [units x rows]}
   * @param slopes as evaluated
   * @param f as evaluated
   * @param out one per adapted number, added to
   */
  void addParameterGradient(
      double[] wanted, double[] weights, double[] slopes, double[] f, double[] out) {
    double[][] back = new double[2][inputs[0].length];
    double[] sums = new double[rows];
    for (int i = 0; i < flipped.length; i++) {
      sums[i % rows] += weights[i];
    }
    for (int i = 0; i < flipped.length; i++) {
      int r = i % rows;
      double share = flipped[i] / units;
      back[0][i] = wanted[r] * share;
      back[0][flipped.length + r] -= wanted[r] * share;
      back[1][i] = sums[r] * share - weights[i] / units;
      back[1][flipped.length + r] -= sums[r] * share;
    }
    for (int other = 1; other < samples; other++) {
      linearise(other, slopes, f);
      network.addParameterGradient(1.0 / (samples - 1), inputs, back, out);
    }
  }
}
