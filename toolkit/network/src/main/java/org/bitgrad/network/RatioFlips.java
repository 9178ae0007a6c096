package org.bitgrad.network;

import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.problem.ChainPass;

/** {@link ChainPass#flipBack} of a layer with logistic noise, by ratios of odds. */
interface RatioFlips {

  /**
   * The form for a map.
   *
   * @param shape dense or a convolution
   * @param rows rows of each block
   * @return the form, with buffers of its own
   */
  static RatioFlips of(Affine shape, int rows) {
    return shape instanceof Convolution convolution
        ? new ConvolutionFlips(convolution, rows)
        : new LogisticFlips((Dense) shape, rows);
  }

  /**
   * Computes the factors of all weights, unless they are those last seen.
   *
   * @param theta parameters, the weights first
   * @param step exponent per weight of a flip from 0 to 1
   * @return whether they are in the range of this form
   */
  boolean weights(double[] theta, double step);

  /**
   * Sums over flips.
   *
   * @param x bits of the layer before, {@code [in x rows]}
   * @param odds odds of bit 0, {@code [out x rows]}
   * @param p probabilities of bit 1, {@code [out x rows]}
   * @param t signed deltas, {@code [out x rows]}
   * @param dPrevious {@code [in x rows]}, overwritten
   */
  void sum(double[] x, double[] odds, double[] p, double[] t, double[] dPrevious);
}
