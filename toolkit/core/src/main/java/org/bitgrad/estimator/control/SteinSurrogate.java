package org.bitgrad.estimator.control;

import org.bitgrad.random.RandomStream;

/**
 * The network of {@link Rodeo}: two numbers to two numbers,
 *
 * <pre>
 * H_1(x, z) = sum_h v_h ramp(a_h x + c_h z + b_h),   H_2(x, z) = o + sum_h w_h ramp(a_h x + c_h z + b_h)
 * </pre>
 *
 * with {@code ramp(m) = m} where m is positive and 0.3 m elsewhere. H_1 has no constant: only its
 * differences are used.
 *
 * <p>Parameters lie in an {@link AdamParameters} from a given number on: all a, then all c, b, v
 * and w, then o.
 */
final class SteinSurrogate {
  static final int HIDDEN = 100;

  private static final double LEAK = 0.3;
  private static final double MIDDLE = (1 + LEAK) / 2;
  private static final double BEND = (1 - LEAK) / 2;

  /** Inputs that stay in the nearest cache while all hidden units pass over them. */
  private static final int BLOCK = 256;

  private static final RandomStream START = RandomStream.of(0, "rodeo", "surrogate");

  private final AdamParameters parameters;
  private final int first;

  SteinSurrogate(AdamParameters parameters, int first) {
    this.parameters = parameters;
    this.first = first;
  }

  /** {@return number of parameters} */
  static int size() {
    return 5 * HIDDEN + 1;
  }

  /** Start values from a fixed stream, of the sizes of Glorot and Bengio 2010; constants are 0. */
  static void start(double[] values, int first) {
    fill("inputs", Math.sqrt(6.0 / (1 + HIDDEN)), values, first);
    fill("outputs", Math.sqrt(6.0 / (2 + HIDDEN)), values, first + 3 * HIDDEN);
  }

  private static void fill(String name, double limit, double[] values, int first) {
    for (int i = 0; i < 2 * HIDDEN; i++) {
      values[first + i] = limit * (2 * START.child(name).uniform(i) - 1);
    }
  }

  private double of(int kind, int hidden) {
    return parameters.value(first + kind * HIDDEN + hidden);
  }

  /**
   * Adds a multiple of the outputs.
   *
   * @param share the factor
   * @param inputs x, then z, as many
   * @param outputs H_1 and H_2 are added to
   */
  void add(double share, double[][] inputs, double[][] outputs) {
    double constant = share * of(5, 0);
    int size = inputs[0].length;
    for (int i = 0; i < size; i++) {
      outputs[1][i] += constant;
    }
    for (int from = 0; from < size; from += BLOCK) {
      for (int h = 0; h < HIDDEN; h++) {
        addHidden(h, share, from, inputs, outputs);
      }
    }
  }

  private void addHidden(int h, double share, int from, double[][] inputs, double[][] outputs) {
    double a = of(0, h);
    double c = of(1, h);
    double b = of(2, h);
    double v = share * of(3, h);
    double w = share * of(4, h);
    double[] x = inputs[0];
    double[] z = inputs[1];
    double[] one = outputs[0];
    double[] two = outputs[1];
    int end = Math.min(x.length, from + BLOCK);
    for (int i = from; i < end; i++) {
      double m = a * x[i] + c * z[i] + b;
      double ramp = MIDDLE * m + BEND * Math.abs(m);
      one[i] += v * ramp;
      two[i] += w * ramp;
    }
  }

  /**
   * Adds a multiple of the derivative in the parameters of {@code sum_i (weightOne_i H_1 +
   * weightTwo_i H_2)}.
   *
   * @param share the factor
   * @param inputs x, then z, as many
   * @param weights of H_1 and of H_2
   * @param out one per adapted number, added to
   */
  void addParameterGradient(double share, double[][] inputs, double[][] weights, double[] out) {
    double constant = 0;
    for (double weight : weights[1]) {
      constant += weight;
    }
    out[first + 5 * HIDDEN] += share * constant;
    for (int h = 0; h < HIDDEN; h++) {
      double[] sums = sums(h, inputs, weights);
      for (int kind = 0; kind < sums.length; kind++) {
        out[first + kind * HIDDEN + h] += share * sums[kind];
      }
    }
  }

  private double[] sums(int h, double[][] inputs, double[][] weights) {
    double[] x = inputs[0];
    double[] z = inputs[1];
    double a = of(0, h);
    double c = of(1, h);
    double b = of(2, h);
    double v = of(3, h);
    double w = of(4, h);
    double[] sums = new double[5];
    for (int i = 0; i < x.length; i++) {
      double m = a * x[i] + c * z[i] + b;
      double slope = m > 0 ? 1 : LEAK;
      double back = slope * (v * weights[0][i] + w * weights[1][i]);
      sums[0] += back * x[i];
      sums[1] += back * z[i];
      sums[2] += back;
      sums[3] += slope * m * weights[0][i];
      sums[4] += slope * m * weights[1][i];
    }
    return sums;
  }
}
