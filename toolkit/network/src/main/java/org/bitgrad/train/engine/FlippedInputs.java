package org.bitgrad.train.engine;

/**
 * What flips before a layer or a head of PSA: units, or windows of units. Where every window may
 * flip up or down, there are two copies of it, one for each.
 */
interface FlippedInputs {
  /** {@return how often each input of the layer stands among the flips} */
  int copies();

  /** {@return what a flip adds to an input whose bit is 0, or takes off one whose bit is 1} */
  float step();

  /**
   * Which way flips go.
   *
   * @param copy 0 to {@link #copies} - 1
   * @return {@code [rows x inputs]}, 1 for a flip down
   */
  float[] bits(int copy);

  /**
   * Where a layer writes what flips change.
   *
   * @param copy 0 to {@link #copies} - 1
   * @return {@code [rows x inputs]}
   */
  float[] changes(int copy);

  /**
   * Computes weights in the mixture that smooths a head.
   *
   * @param row of the batch
   * @param rho receives them, copy after copy
   */
  void weights(int row, float[] rho);
}
