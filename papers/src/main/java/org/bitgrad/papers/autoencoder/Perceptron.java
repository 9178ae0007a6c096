package org.bitgrad.papers.autoencoder;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bitgrad.numeric.Dense;
import org.bitgrad.numeric.DenseBlock;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;

/**
 * Two dense layers with tanh between them. Its parameters are one array: those of the first layer,
 * then those of the second, each weights row-major, then biases.
 *
 * @param in inputs
 * @param hidden tanh units
 * @param out outputs
 */
record Perceptron(int in, int hidden, int out) {
  Dense first() {
    return new Dense(in, hidden);
  }

  Dense second() {
    return new Dense(hidden, out);
  }

  int size() {
    return first().size() + second().size();
  }

  /** Weights of variance 1 / inputs, biases 0. */
  double[] initial(RandomStream stream) {
    double[] theta = new double[size()];
    fill(stream.child("first"), in, hidden * in, theta, 0);
    fill(stream.child("second"), hidden, out * hidden, theta, first().size());
    return theta;
  }

  private static void fill(
      RandomStream stream, int inputs, int weights, double[] theta, int offset) {
    NormalDistribution law = NormalDistribution.of(0, 1 / Math.sqrt(inputs));
    stream.uniforms(0, theta, offset, weights);
    for (int i = offset; i < offset + weights; i++) {
      theta[i] = law.inverseCumulativeProbability(theta[i]);
    }
  }

  Pass open(int rows) {
    return new Pass(this, rows);
  }

  /** The map on blocks {@code [units x rows]}; one thread. */
  static final class Pass {
    private final DenseBlock firstBlock;
    private final DenseBlock secondBlock;
    private final double[] first;
    private final double[] second;
    private final double[] units;
    private final double[] dUnits;
    private double[] input;

    private Pass(Perceptron shape, int rows) {
      firstBlock = new DenseBlock(shape.first(), rows);
      secondBlock = new DenseBlock(shape.second(), rows);
      first = new double[shape.first().size()];
      second = new double[shape.second().size()];
      units = new double[shape.hidden * rows];
      dUnits = new double[shape.hidden * rows];
    }

    /** Keeps {@code x} itself for the backward pass. */
    void forward(double[] theta, double[] x, double[] y) {
      input = x;
      System.arraycopy(theta, 0, first, 0, first.length);
      System.arraycopy(theta, first.length, second, 0, second.length);
      firstBlock.forward(first, x, units);
      // tanh(a) = 2 sigmoid(2a) - 1
      for (int i = 0; i < units.length; i++) {
        units[i] *= 2;
      }
      VectorMath.sigmoid(units, units, 0, units.length);
      for (int i = 0; i < units.length; i++) {
        units[i] = 2 * units[i] - 1;
      }
      secondBlock.forward(second, units, y);
    }

    /** The derivative in the inputs of the last forward pass. */
    void inputGradient(double[] dy, double[] dx) {
      hiddenGradient(dy);
      firstBlock.backwardInput(first, dUnits, dx);
    }

    /** Adds the derivative in the parameters. */
    void parameterGradient(double[] dy, double[] dTheta) {
      hiddenGradient(dy);
      double[] dFirst = new double[first.length];
      double[] dSecond = new double[second.length];
      firstBlock.backward(input, dUnits, dFirst);
      secondBlock.backward(units, dy, dSecond);
      add(dFirst, dTheta, 0);
      add(dSecond, dTheta, first.length);
    }

    private static void add(double[] from, double[] to, int offset) {
      for (int i = 0; i < from.length; i++) {
        to[offset + i] += from[i];
      }
    }

    private void hiddenGradient(double[] dy) {
      secondBlock.backwardInput(second, dy, dUnits);
      for (int i = 0; i < units.length; i++) {
        dUnits[i] *= 1 - units[i] * units[i];
      }
    }
  }
}
