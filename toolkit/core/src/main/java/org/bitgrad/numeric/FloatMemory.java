package org.bitgrad.numeric;

/**
 * float32 numbers where {@link FloatProducts} want them: outside the heap for BLAS, in an array for
 * Java. It starts as zeros. Several threads may use it at once if they keep to ranges of their own.
 */
public interface FloatMemory {
  /** {@return how many numbers} */
  int size();

  /**
   * Copies numbers into this memory.
   *
   * @param at where the first one goes
   * @param from array
   * @param offset of the first one in the array
   * @param length how many
   * @throws IndexOutOfBoundsException if a range does not fit
   */
  void put(int at, float[] from, int offset, int length);

  /**
   * Copies numbers out of this memory.
   *
   * @param at where the first one is
   * @param to array
   * @param offset of the first one in the array
   * @param length how many
   * @throws IndexOutOfBoundsException if a range does not fit
   */
  void get(int at, float[] to, int offset, int length);

  /**
   * A window on the memory, at its start; {@link FloatMatrix} says how it moves.
   *
   * @param rows rows
   * @param columns columns, and from now on the distance of its rows
   * @return a new window; one per thread
   * @throws IndexOutOfBoundsException if it does not fit
   */
  FloatMatrix matrix(int rows, int columns);
}
