package org.bitgrad.problem;

/** The derivative of a user's function of bits in the bits, continued to numbers in between. */
@FunctionalInterface
public interface BitGradient {
  /**
   * Evaluates every row.
   *
   * @param bits {@code [units x rows]} in {0, 1}; numbers in between if an estimator relaxes them
   * @param out {@code [units x rows]}, unit by unit: {@code df_r / d bit_j} at {@code j * rows +
   *     r}, overwritten
   */
  void gradient(States bits, double[] out);
}
