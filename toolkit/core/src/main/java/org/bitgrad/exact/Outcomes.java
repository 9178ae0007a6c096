package org.bitgrad.exact;

import org.bitgrad.model.Draw;

/**
 * The finitely many outcomes of an estimate at one point, a block of rows at a time. The draw
 * forces row {@code r} of a block to its outcome.
 */
interface Outcomes {
  /** {@return number of outcomes} */
  long count();

  /**
   * Moves to a block.
   *
   * @param first number of the outcome in row 0
   * @param weights probability of each row's outcome, overwritten; 0 beyond the last outcome
   * @return forces the outcomes
   */
  Draw select(long first, double[] weights);
}
