package org.bitgrad.numeric;

/**
 * The shape of a dense affine map {@code y = W x + b}; parameters are {@code W} row-major {@code
 * [out x in]}, then {@code b}.
 *
 * @param in inputs
 * @param out outputs
 */
public record Dense(int in, int out) {

  /** {@return number of parameters} */
  public int size() {
    return Math.multiplyExact(out, in + 1);
  }
}
