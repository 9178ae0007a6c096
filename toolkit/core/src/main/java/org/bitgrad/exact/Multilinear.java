package org.bitgrad.exact;

/**
 * Expectations of functions of independent bits. With {@code v} the values on all {@code 2^n}
 * states (unit 0 the most significant bit of the state's number), {@code E[v]} is multilinear in
 * the probabilities of the bits: it is affine in each {@code p_j} when the others are held, so
 * {@code dE/dp_j = E[v | bit j = 1] - E[v | bit j = 0]}.
 *
 * <p>The sum over states is folded unit by unit, and the derivatives are the reverse sweep through
 * the folds. That costs {@code 4 2^n} multiply-adds for all {@code n} derivatives together and
 * divides by no probability, so that probabilities of 0 and 1 need no care.
 */
final class Multilinear {
  private final int units;
  private final double[][] folded;
  private final double[] weights;

  Multilinear(int units) {
    this.units = units;
    folded = new double[units][];
    for (int j = 0; j < units; j++) {
      folded[j] = new double[1 << (units - 1 - j)];
    }
    weights = new double[1 << (units - 1)];
  }

  /**
   * The probability of every state.
   *
   * @param p probability of the bit 1 of each unit
   * @param q probability of the bit 0 of each unit
   * @param out {@code 2^units} numbers, overwritten
   */
  void probabilities(double[] p, double[] q, double[] out) {
    out[0] = 1;
    for (int j = units - 1; j >= 0; j--) {
      split(out, 1 << (units - 1 - j), p[j], q[j]);
    }
  }

  /**
   * The expectation of a function and its derivatives.
   *
   * @param v value of each state
   * @param p probability of the bit 1 of each unit
   * @param q probability of the bit 0 of each unit
   * @param dp derivative in each {@code p}, with {@code q = 1 - p} moving along; overwritten
   * @return the expectation
   */
  double differentiate(double[] v, double[] p, double[] q, double[] dp) {
    double[] wide = v;
    for (int j = 0; j < units; j++) {
      fold(wide, p[j], q[j], folded[j]);
      wide = folded[j];
    }
    weights[0] = 1;
    for (int j = units - 1; j >= 0; j--) {
      int half = 1 << (units - 1 - j);
      dp[j] = rise(j == 0 ? v : folded[j - 1], half);
      if (j > 0) {
        split(weights, half, p[j], q[j]);
      }
    }
    return folded[units - 1][0];
  }

  private static void fold(double[] wide, double p, double q, double[] out) {
    int half = out.length;
    for (int i = 0; i < half; i++) {
      out[i] = q * wide[i] + p * wide[half + i];
    }
  }

  private static void split(double[] w, int size, double p, double q) {
    for (int i = 0; i < size; i++) {
      w[size + i] = w[i] * p;
      w[i] *= q;
    }
  }

  private double rise(double[] v, int half) {
    double sum = 0;
    for (int i = 0; i < half; i++) {
      sum += weights[i] * (v[half + i] - v[i]);
    }
    return sum;
  }
}
