package org.bitgrad.numeric;

/**
 * The shape of a dense affine map {@code y = W x + b}; parameters are {@code W} row-major {@code
 * [out x in]}, then {@code b}.
 *
 * @param in inputs
 * @param out outputs
 */
public record Dense(int in, int out) implements Affine {

  @Override
  public int weights() {
    return Math.multiplyExact(out, in);
  }

  /** {@return number of parameters} */
  @Override
  public int size() {
    return Math.multiplyExact(out, in + 1);
  }

  @Override
  public long products() {
    return (long) in * out;
  }

  @Override
  public DenseBlock open(int rows) {
    return new DenseBlock(this, rows);
  }

  @Override
  public int fan() {
    return out;
  }

  @Override
  public int connections(int input, int[] outputs, int[] weights) {
    for (int j = 0; j < out; j++) {
      outputs[j] = j;
      weights[j] = j * in + input;
    }
    return out;
  }
}
