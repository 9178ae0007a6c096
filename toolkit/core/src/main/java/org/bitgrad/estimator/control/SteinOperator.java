package org.bitgrad.estimator.control;

import java.util.Arrays;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.SampledPath;

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

  /** {@code [units x rows]}. */
  private final double[] bits;

  /** The probabilities of the other values of the bits. */
  private final double[] flipped;

  private final double[] lines;

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
    bits = new double[units * rows];
    flipped = new double[units * rows];
    lines = new double[rows];
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
    double[] states = path.states(layer).values();
    BitLaw law = path.law(layer);
    for (int i = 0; i < bits.length; i++) {
      boolean one = states[i] == high;
      bits[i] = one ? 1 : 0;
      flipped[i] = one ? law.zero(i) : law.one(i);
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

  /** Sets the inputs of all rows from the sample that comes {@code other} samples later. */
  private void linearise(int other, double[] slopes, double[] f) {
    int shift = other * points;
    Arrays.fill(lines, 0);
    for (int unit = 0; unit < flipped.length; unit += rows) {
      for (int r = 0; r < rows; r++) {
        int from = r + shift < rows ? r + shift : r + shift - rows;
        double slope = slopes[unit + from];
        lines[r] += slope * (bits[unit + r] - bits[unit + from]);
        inputs[0][unit + r] = slope * (1 - 2 * bits[unit + r]);
      }
    }
    for (int unit = 0; unit < flipped.length; unit += rows) {
      for (int r = 0; r < rows; r++) {
        inputs[0][unit + r] += lines[r];
      }
    }
    System.arraycopy(lines, 0, inputs[0], flipped.length, rows);
    for (int unit = 0; unit < inputs[1].length; unit += rows) {
      System.arraycopy(f, shift, inputs[1], unit, rows - shift);
      System.arraycopy(f, 0, inputs[1], unit + rows - shift, shift);
    }
  }

  private void apply(double[] h, double[] out) {
    Arrays.fill(out, 0);
    for (int unit = 0; unit < flipped.length; unit += rows) {
      for (int r = 0; r < rows; r++) {
        out[r] += flipped[unit + r] * (h[unit + r] - h[flipped.length + r]);
      }
    }
    for (int r = 0; r < rows; r++) {
      out[r] /= units;
    }
  }

  /** {@return (A H_1)(b) of each row} */
  double[] ofFirst() {
    return applied[0];
  }

  /**
   * What the score of a unit is multiplied with in A applied to H_2 times the score.
   *
   * @param unit which
   * @param row which
   * @return (A H_2)(b) - H_2(b with the unit flipped) / D
   */
  double ofSecond(int unit, int row) {
    return applied[1][row] - values[1][unit * rows + row] / units;
  }

  /**
   * Adds the derivative in the parameters of {@code sum_r wanted_r (A H_1)_r + sum weights_i
   * ofSecond_i}, at the path that was evaluated last.
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
    for (int unit = 0; unit < flipped.length; unit += rows) {
      for (int r = 0; r < rows; r++) {
        sums[r] += weights[unit + r];
      }
    }
    for (int unit = 0; unit < flipped.length; unit += rows) {
      for (int r = 0; r < rows; r++) {
        double share = flipped[unit + r] / units;
        back[0][unit + r] = wanted[r] * share;
        back[0][flipped.length + r] -= wanted[r] * share;
        back[1][unit + r] = sums[r] * share - weights[unit + r] / units;
        back[1][flipped.length + r] -= sums[r] * share;
      }
    }
    for (int other = 1; other < samples; other++) {
      linearise(other, slopes, f);
      network.addParameterGradient(1.0 / (samples - 1), inputs, back, out);
    }
  }
}
