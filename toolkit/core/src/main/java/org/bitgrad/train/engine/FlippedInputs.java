package org.bitgrad.train.engine;

/** What flips before a head of PSA. */
interface FlippedInputs {
  /**
   * {@return how often each input of the head stands among the flips: twice where a flip up and one
   * down are told apart}
   */
  int copies();

  /** {@return what a flip adds to an input that is 0, or takes off one that is 1} */
  float step();

  /**
   * Reads a row.
   *
   * @param row which
   * @param bits receives 1 where the flip is one down
   * @param rho receives the weight of each flip in the smoothed mixture
   */
  void read(int row, float[] bits, float[] rho);

  /**
   * Writes the changes of the mean loss.
   *
   * @param row which
   * @param changes by each flip
   */
  void write(int row, float[] changes);
}
