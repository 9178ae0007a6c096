package org.bitgrad.network;

import java.util.Arrays;
import org.bitgrad.numeric.Affine;
import org.bitgrad.numeric.AffineBlock;
import org.bitgrad.problem.MeanVariance;

/**
 * An affine map of independent inputs of which means and variances are known: {@code W m + b} and
 * {@code (W * W) v}, element by element. A shared weight is squared where it is used, so that the
 * squared map is the map of the squared weights.
 */
final class AffineMoments {
  private final Affine shape;
  private final int rows;
  private final AffineBlock block;
  private final double[] squares;
  private final double[] products;
  private double[] productRows;

  AffineMoments(Affine shape, int rows) {
    this.shape = shape;
    this.rows = rows;
    block = shape.open(rows);
    squares = new double[shape.size()];
    products = new double[shape.size()];
  }

  private void square(double[] theta) {
    for (int i = 0; i < shape.weights(); i++) {
      squares[i] = theta[i] * theta[i];
    }
  }

  void forward(double[] theta, MeanVariance x, MeanVariance y) {
    square(theta);
    block.forward(theta, x.mean(), y.mean());
    block.forward(squares, x.variance(), y.variance());
  }

  /** Adds the derivatives of the parameters, summed over rows. */
  void backward(double[] theta, MeanVariance x, MeanVariance dy, double[] dTheta) {
    block.backward(x.mean(), dy.mean(), dTheta);
    Arrays.fill(products, 0);
    block.backward(x.variance(), dy.variance(), products);
    for (int i = 0; i < shape.weights(); i++) {
      dTheta[i] += 2 * theta[i] * products[i];
    }
  }

  /** As {@link #backward}, but kept apart by rows. */
  void backwardRows(double[] theta, MeanVariance x, MeanVariance dy, double[] dTheta) {
    block.backwardRows(x.mean(), dy.mean(), dTheta);
    if (productRows == null) {
      productRows = new double[shape.size() * rows];
    }
    Arrays.fill(productRows, 0);
    block.backwardRows(x.variance(), dy.variance(), productRows);
    for (int i = 0; i < shape.weights(); i++) {
      for (int at = i * rows; at < (i + 1) * rows; at++) {
        dTheta[at] += 2 * theta[i] * productRows[at];
      }
    }
  }

  void backwardInput(double[] theta, MeanVariance dy, MeanVariance dx) {
    square(theta);
    block.backwardInput(theta, dy.mean(), dx.mean());
    block.backwardInput(squares, dy.variance(), dx.variance());
  }
}
