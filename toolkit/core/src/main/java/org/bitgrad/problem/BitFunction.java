package org.bitgrad.problem;

/** A user's function of bits: writes one value per row. */
@FunctionalInterface
public interface BitFunction {
  /**
   * Evaluates every row.
   *
   * @param bits {@code [units x rows]} in {0, 1}; numbers in between if an estimator relaxes them
   * @param out one value per row, overwritten
   */
  void values(States bits, double[] out);
}
