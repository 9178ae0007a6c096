package org.bitgrad.numeric;

/**
 * The shape of an affine map of blocks of rows, with weights that several pairs of an input and an
 * output may share. Parameters are one array: the weights, then the biases. An input reaches an
 * output through one weight at most.
 */
public interface Affine {

  /** {@return inputs} */
  int in();

  /** {@return outputs} */
  int out();

  /** {@return number of weights, which stand before the biases} */
  int weights();

  /** {@return number of parameters} */
  int size();

  /** {@return multiplications of one row} */
  long products();

  /**
   * Opens working rows.
   *
   * @param rows rows of each block
   * @return the map at work, for one thread
   */
  AffineBlock open(int rows);

  /** {@return the largest number of outputs that one input reaches} */
  int fan();

  /**
   * Where an input goes.
   *
   * @param input which
   * @param outputs the outputs that it reaches; at least {@link #fan()} long, overwritten
   * @param weights the index of the weight on each way, overwritten
   * @return how many
   */
  int connections(int input, int[] outputs, int[] weights);
}
