package org.bitgrad.numeric;

/**
 * An {@link Affine} map on blocks with a fixed number of rows, stored unit by unit ({@code [units x
 * rows]}, element {@code j * rows + r}). Holds working rows: one thread.
 */
public interface AffineBlock {

  /**
   * Computes the outputs.
   *
   * @param theta parameters
   * @param x {@code [in x rows]}
   * @param y {@code [out x rows]}, overwritten
   */
  void forward(double[] theta, double[] x, double[] y);

  /**
   * Computes the derivatives in the inputs.
   *
   * @param theta parameters
   * @param dy {@code [out x rows]}
   * @param dx {@code [in x rows]}, overwritten
   */
  void backwardInput(double[] theta, double[] dy, double[] dx);

  /**
   * Adds the derivatives in the parameters, summed over rows.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param dTheta derivatives of the parameters, added to
   */
  void backward(double[] x, double[] dy, double[] dTheta);

  /**
   * As {@link #backward}, but kept apart by rows.
   *
   * @param x {@code [in x rows]}
   * @param dy {@code [out x rows]}
   * @param dTheta {@code [parameters x rows]}, parameter by parameter, added to
   */
  void backwardRows(double[] x, double[] dy, double[] dTheta);
}
