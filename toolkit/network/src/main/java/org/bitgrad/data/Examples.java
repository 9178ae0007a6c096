package org.bitgrad.data;

/** Examples for training: numbers that a network sees, and a target each. Immutable. */
public interface Examples {
  /** {@return number of examples, at least 1} */
  int size();

  /** {@return numbers of an example, at least 1} */
  int features();

  /**
   * What an example should be told to be: a class, or a value.
   *
   * @param example 0 to size - 1
   * @return the target
   */
  double target(int example);

  /**
   * Writes the numbers of an example.
   *
   * @param example 0 to size - 1
   * @param out its first {@code features()} numbers are overwritten
   */
  void numbers(int example, double[] out);
}
