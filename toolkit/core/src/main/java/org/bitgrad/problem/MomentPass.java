package org.bitgrad.problem;

import java.util.Arrays;
import org.bitgrad.numeric.Arguments;

/**
 * Means and variances of a chain's pre-activations, given those of independent states before them,
 * and the way back. An optional capability of a {@link ChainPass} ({@link ChainPass#moments}):
 * layers that are linear in the states have it, since the variance of a sum of independent states
 * is the sum of the squared weights times their variances, in dense and in convolutional layers
 * alike.
 *
 * <p>Buffers of its own: one thread, no allocation per call. {@code previous} is null for layer 0,
 * whose pre-activations are known exactly: their variance is 0.
 */
public interface MomentPass {
  /** {@return rows of each block} */
  int rows();

  /**
   * Means and variances of the pre-activations of a layer.
   *
   * @param layer which
   * @param previous states of the layer before, as numbers of the encoding; null for layer 0
   * @param out {@code [units(layer) x rows]}, overwritten; may be longer
   */
  void preactivations(int layer, MeanVariance previous, MeanVariance out);

  /**
   * Pulls derivatives in the means and variances of pre-activations back to the layer's parameters
   * and adds them, summed over rows.
   *
   * @param layer which
   * @param previous states of the layer before; null for layer 0
   * @param d derivatives, {@code [units(layer) x rows]}; may be longer
   * @param out group {@code layer} is added to
   */
  void pullBack(int layer, MeanVariance previous, MeanVariance d, Gradient out);

  /**
   * As {@link #pullBack}, but kept apart by rows.
   *
   * @param layer which
   * @param previous states of the layer before; null for layer 0
   * @param d derivatives, {@code [units(layer) x rows]}; may be longer
   * @param out {@code [parameters of the layer x rows]}, parameter by parameter, added to
   */
  void pullBackRows(int layer, MeanVariance previous, MeanVariance d, double[] out);

  /**
   * Pulls derivatives in the means and variances of pre-activations back to those of the states
   * before.
   *
   * @param layer which, at least 1
   * @param previous states of the layer before
   * @param d derivatives, {@code [units(layer) x rows]}; may be longer
   * @param dPrevious {@code [units(layer - 1) x rows]}, overwritten; not {@code d}
   */
  void pullBackStates(int layer, MeanVariance previous, MeanVariance d, MeanVariance dPrevious);

  /**
   * The moments of a chain of one layer: its pre-activations do not vary.
   *
   * @param pass computes the pre-activations
   * @return the moments
   */
  static MomentPass ofFirstLayer(ChainPass pass) {
    return new MomentPass() {
      @Override
      public int rows() {
        return pass.rows();
      }

      @Override
      public void preactivations(int layer, MeanVariance previous, MeanVariance out) {
        pass.preactivations(first(layer), null, out.mean());
        Arrays.fill(out.variance(), 0);
      }

      @Override
      public void pullBack(int layer, MeanVariance previous, MeanVariance d, Gradient out) {
        pass.pullBack(first(layer), null, d.mean(), out);
      }

      @Override
      public void pullBackRows(int layer, MeanVariance previous, MeanVariance d, double[] out) {
        pass.pullBackRows(first(layer), null, d.mean(), out);
      }

      @Override
      public void pullBackStates(
          int layer, MeanVariance previous, MeanVariance d, MeanVariance dPrevious) {
        throw new IllegalArgumentException(
            "layer must be at least 1 to have a layer before it, but is " + layer);
      }

      private static int first(int layer) {
        return Arguments.within("layer", layer, 0, 0);
      }
    };
  }
}
