package org.bitgrad.train.engine;

/**
 * Makes tiny derivatives zero. Behind units that are nearly certain, derivatives shrink by up to
 * 1e-7 a layer; once they are subnormal (below 1.2e-38), processors multiply them a hundred times
 * slower, and a step of a network that has learned its batch takes ten times as long.
 *
 * <p>Adding {@code 2^-76} and taking it away again leaves float32 numbers beyond 2^-51 as they are
 * and rounds the others to multiples of 2^-99 (negative ones 2^-100): what is left times a weight
 * is far from subnormal, and what goes is below the rounding error of any sum that has a term
 * beyond 1e-22.
 */
final class Tiny {
  private static final float OFFSET = 0x1p-76f;

  private Tiny() {}

  /** {@return the number, rounded to a multiple of 2^-100 if it is small} */
  static float flushed(float x) {
    return x + OFFSET - OFFSET;
  }
}
