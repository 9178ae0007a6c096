package org.bitgrad.random;

/** Checks of array arguments at the border of the package. */
final class Ranges {

  private Ranges() {}

  /** Refuses a range that does not lie in an array; an array length of -1 stands for null. */
  static void check(String name, int arrayLength, int offset, int length) {
    if (arrayLength < 0) {
      throw new IllegalArgumentException(name + " must be an array, was null");
    }
    if (offset < 0 || length < 0 || length > arrayLength - offset) {
      throw new IndexOutOfBoundsException(
          name
              + " of "
              + arrayLength
              + " elements does not hold the range: offset "
              + offset
              + " and length "
              + length
              + " must be at least 0 and their sum at most "
              + arrayLength);
    }
  }

  /** Refuses a range that does not lie in both arrays. */
  static void check(double[] in, double[] out, int offset, int length) {
    check("a", in == null ? -1 : in.length, offset, length);
    check("out", out == null ? -1 : out.length, offset, length);
  }
}
