package org.bitgrad.estimator.control;

import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;

/**
 * A small function of the logistic variables of one layer, {@code r(z) = o + sum_h v_h tanh(b_h +
 * sum_i w_hi x_i)} with {@code x_i = tanh(z_i / 2)}, and the derivatives that adapting it takes.
 * Bounded inputs keep saturated units, whose z is infinite, from overflowing.
 *
 * <p>Parameters lie in an {@link AdamParameters} from a given number on: weights unit by unit
 * within each hidden one, then {@code b}, {@code v}, {@code o}.
 */
final class SurrogateNetwork {
  static final int HIDDEN = 16;

  private static final RandomStream START = RandomStream.of(0, "relax", "surrogate");

  private final int units;
  private final int rows;
  private final AdamParameters parameters;
  private final int first;
  private final int biases;
  private final int outputs;
  private final double[] x;
  private final double[] slope;

  SurrogateNetwork(int units, int rows, AdamParameters parameters, int first) {
    this.units = units;
    this.rows = rows;
    this.parameters = parameters;
    this.first = first;
    biases = first + HIDDEN * units;
    outputs = biases + HIDDEN;
    x = new double[units];
    slope = new double[units];
  }

  /** {@return number of parameters} */
  static int size(int units) {
    return HIDDEN * (units + 2) + 1;
  }

  /** Start values from a fixed stream; the outputs' weights are 0, and so is the function. */
  static void start(int units, double[] values, int first) {
    double scale = Math.sqrt(3.0 / units);
    for (int i = 0; i < HIDDEN * units; i++) {
      values[first + i] = scale * (2 * START.child("weights").uniform(i) - 1);
    }
    for (int h = 0; h < HIDDEN; h++) {
      values[first + HIDDEN * units + h] = START.child("biases").uniform(h) - 0.5;
    }
  }

  private void inputs(double[] z, int row) {
    for (int i = 0; i < units; i++) {
      double at = z[i * rows + row];
      x[i] = 2 * VectorMath.sigmoid(at) - 1;
      slope[i] = 2 * VectorMath.sigmoidDerivative(at);
    }
  }

  private double hidden(int h) {
    double sum = parameters.value(biases + h);
    for (int i = 0; i < units; i++) {
      sum += parameters.value(first + h * units + i) * x[i];
    }
    return sum;
  }

  private static double tanh(double m) {
    return 2 * VectorMath.sigmoid(2 * m) - 1;
  }

  private static double tanhSlope(double m) {
    return 4 * VectorMath.sigmoidDerivative(2 * m);
  }

  /**
   * Adds the function and its derivative.
   *
   * @param z {@code [units x rows]}
   * @param value r(z) of each row is added
   * @param gradient dr/dz is added, {@code [units x rows]}
   */
  void add(double[] z, double[] value, double[] gradient) {
    for (int row = 0; row < rows; row++) {
      inputs(z, row);
      value[row] += parameters.value(outputs + HIDDEN);
      for (int h = 0; h < HIDDEN; h++) {
        double m = hidden(h);
        double v = parameters.value(outputs + h);
        value[row] += v * tanh(m);
        double back = v * tanhSlope(m);
        for (int i = 0; i < units; i++) {
          gradient[i * rows + row] += back * parameters.value(first + h * units + i) * slope[i];
        }
      }
    }
  }

  /**
   * Adds the derivative in the parameters of {@code sum over rows of (weight r(z) + direction .
   * dr/dz)}.
   *
   * @param z {@code [units x rows]}
   * @param weight one per row
   * @param direction {@code [units x rows]}
   * @param out one per adapted number, added to
   */
  void addParameterGradient(double[] z, double[] weight, double[] direction, double[] out) {
    for (int row = 0; row < rows; row++) {
      inputs(z, row);
      out[outputs + HIDDEN] += weight[row];
      for (int h = 0; h < HIDDEN; h++) {
        double m = hidden(h);
        double along = 0;
        for (int i = 0; i < units; i++) {
          along += parameters.value(first + h * units + i) * slope[i] * direction[i * rows + row];
        }
        double t = tanh(m);
        double slopeOfT = tanhSlope(m);
        double v = parameters.value(outputs + h);
        out[outputs + h] += weight[row] * t + slopeOfT * along;
        double inM = v * slopeOfT * (weight[row] - 2 * t * along);
        out[biases + h] += inM;
        for (int i = 0; i < units; i++) {
          out[first + h * units + i] +=
              inM * x[i] + v * slopeOfT * slope[i] * direction[i * rows + row];
        }
      }
    }
  }
}
