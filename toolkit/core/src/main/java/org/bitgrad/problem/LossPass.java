package org.bitgrad.problem;

/**
 * A {@link Loss} at given states of a fixed number of rows, with buffers of its own: one thread.
 * First {@link #at}, then any of the others, each of which refers to the states last given.
 */
public interface LossPass {
  /** {@return the loss} */
  Loss loss();

  /** {@return rows of each block} */
  int rows();

  /**
   * Sets the states and evaluates the loss once per row.
   *
   * @param x states of the last layer, hard or relaxed; not changed, and not to be changed until
   *     the next call
   */
  void at(States x);

  /** {@return the states last given} */
  States states();

  /**
   * {@return the loss of each row at the states last given; a buffer that the next call rewrites}
   */
  double[] values();

  /**
   * The log weight of each sample of a multi-sample bound at the states last given.
   *
   * @return {@code [samples x rows]}, sample by sample; a buffer that the next call rewrites. The
   *     loss of a single sample is its own log weight
   * @throws UnsupportedOperationException if the loss has several samples and does not tell their
   *     weights
   */
  default double[] logWeights() {
    if (loss().samples() != 1) {
      throw new UnsupportedOperationException(
          "loss " + loss().name() + " does not tell the weights of its samples");
    }
    return values();
  }

  /**
   * The derivative of each row's loss in its states, as numbers of their encoding.
   *
   * @param out {@code [units x rows]}, overwritten
   * @throws UnsupportedOperationException if the loss is not differentiable
   */
  void stateGradient(double[] out);

  /**
   * Adds {@code sum_r weights[r] d loss_r / d theta} for the loss's own parameters.
   *
   * @param weights one per row
   * @param out gradient with the loss's own layout
   */
  void parameterGradient(double[] weights, Gradient out);

  /**
   * As {@link #parameterGradient}, but kept apart by rows.
   *
   * @param weights one per row
   * @param out {@code [all parameters of the loss x rows]}, parameter by parameter, added to
   */
  default void parameterGradientRows(double[] weights, double[] out) {
    RowByRow.parameterGradient(this, weights, out);
  }

  /**
   * What flipping each unit would change: {@code f(x_r) - f(x_r with unit i flipped)}. Needs hard
   * states. This default evaluates the loss once per unit; losses with a linear head update its
   * output instead.
   *
   * @param out {@code [units x rows]}, overwritten
   */
  default void flips(double[] out) {
    RowByRow.flips(this, out);
  }

  /**
   * Adds {@code sum_r sum_i flipWeights[i, r] d f(x_r with unit i flipped) / d theta}.
   *
   * @param flipWeights {@code [units x rows]}
   * @param out gradient with the loss's own layout
   */
  default void flippedParameterGradient(double[] flipWeights, Gradient out) {
    RowByRow.flippedParameterGradient(this, flipWeights, out);
  }

  /**
   * As {@link #flippedParameterGradient}, but kept apart by rows.
   *
   * @param flipWeights {@code [units x rows]}
   * @param out {@code [all parameters of the loss x rows]}, parameter by parameter, added to
   */
  default void flippedParameterGradientRows(double[] flipWeights, double[] out) {
    RowByRow.flippedParameterGradientRows(this, flipWeights, out);
  }

  /**
   * Opens the loss of states of which means and variances are known. This default takes the loss at
   * the means; a loss of linear outputs knows what the variances do to them.
   *
   * @param encoding of the states whose means and variances will be given
   * @return the pass, with buffers of its own apart from this one's
   */
  default MomentLossPass moments(Encoding encoding) {
    return new LossAtMeans(this, encoding);
  }
}
