package org.bitgrad.model;

import java.util.Arrays;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.DenseBlock;

/**
 * A dense affine map of independent inputs of which means and variances are known: {@code W m + b}
 * and {@code (W * W) v}, element by element.
 */
final class DenseMoments {
  private final Dense shape;
  private final int rows;
  private final DenseBlock block;
  private final double[] squares;
  private final double[] products;

  DenseMoments(Dense shape, int rows) {
    this.shape = shape;
    this.rows = rows;
    block = new DenseBlock(shape, rows);
    squares = new double[shape.size()];
    products = new double[shape.size()];
  }

  private int weights() {
    return shape.in() * shape.out();
  }

  private void square(double[] theta) {
    for (int i = 0; i < weights(); i++) {
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
    for (int i = 0; i < weights(); i++) {
      dTheta[i] += 2 * theta[i] * products[i];
    }
  }

  /** As {@link #backward}, but kept apart by rows. */
  void backwardRows(double[] theta, MeanVariance x, MeanVariance dy, double[] dTheta) {
    block.backwardRows(x.mean(), dy.mean(), dTheta);
    for (int j = 0; j < shape.out(); j++) {
      for (int i = 0; i < shape.in(); i++) {
        int at = j * shape.in() + i;
        for (int r = 0; r < rows; r++) {
          double product = dy.variance()[j * rows + r] * x.variance()[i * rows + r];
          dTheta[at * rows + r] += 2 * theta[at] * product;
        }
      }
    }
  }

  void backwardInput(double[] theta, MeanVariance dy, MeanVariance dx) {
    square(theta);
    block.backwardInput(theta, dy.mean(), dx.mean());
    block.backwardInput(squares, dy.variance(), dx.variance());
  }
}
