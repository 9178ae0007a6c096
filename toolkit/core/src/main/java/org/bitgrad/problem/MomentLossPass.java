package org.bitgrad.problem;

/**
 * A {@link Loss} of independent states of which means and variances are known: first {@link
 * #expect} or {@link #sample}, then any of the others. Buffers of its own: one thread.
 *
 * <p>How the loss takes the variances is its own matter. One of linear outputs treats these as
 * Gaussian numbers, since they are sums over many states; any other is taken at the means.
 */
public interface MomentLossPass {
  /** {@return rows of each block} */
  int rows();

  /** {@return normal numbers per row that {@link #sample} reads; 0 if it reads none} */
  int normals();

  /**
   * Evaluates the expected loss, once per row.
   *
   * @param states means and variances of the last layer's states, {@code [units x rows]}, as
   *     numbers of the encoding; not to be changed until the next call
   */
  void expect(MeanVariance states);

  /**
   * Evaluates the loss of sampled outputs, once per row: each output is its mean plus its standard
   * deviation times a normal number.
   *
   * @param states as for {@link #expect}
   * @param normals {@code [normals() x rows]}; not to be changed until the next call
   */
  void sample(MeanVariance states, double[] normals);

  /** {@return the value of each row; a buffer that the next call rewrites} */
  double[] values();

  /**
   * The derivative of each row's value in the means and variances of the states.
   *
   * @param out {@code [units x rows]}, overwritten; may be longer
   * @throws UnsupportedOperationException if the loss is not differentiable
   */
  void stateGradient(MeanVariance out);

  /**
   * Adds {@code sum_r weights[r] d value_r / d theta} for the loss's own parameters.
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
  void parameterGradientRows(double[] weights, double[] out);
}
