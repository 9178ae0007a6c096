package org.bitgrad.estimator.score;

import java.util.Arrays;
import org.bitgrad.problem.SampledPath;

/**
 * A number predicted from the first layer's pre-activations, which depend on the data point only:
 * {@code theta_0 + sum_j theta_j a_j}, fitted by recursive least squares with a penalty of 1 on
 * each squared coefficient.
 *
 * <p>Pre-activations beyond 30 count as 30: the bits are certain there, and infinite ones are
 * allowed.
 */
final class LinearBaseline {
  private static final double LARGEST = 30;

  private final SampledPath path;
  private final int size;
  private final double[] theta;

  /** The inverse of the penalised matrix of second moments, {@code [size x size]}. */
  private final double[] inverse;

  private final double[] features;
  private final double[] gain;

  LinearBaseline(SampledPath path) {
    this.path = path;
    size = path.states(0).units() + 1;
    theta = new double[size];
    inverse = new double[size * size];
    for (int i = 0; i < size; i++) {
      inverse[i * size + i] = 1;
    }
    features = new double[size];
    gain = new double[size];
  }

  /** The prediction for a row of the path. */
  double at(int row) {
    read(row);
    return dot(theta, 0);
  }

  private void read(int row) {
    double[] a = path.preactivations(0);
    features[0] = 1;
    for (int j = 1; j < size; j++) {
      double number = a[(j - 1) * path.rows() + row];
      features[j] = Math.max(-LARGEST, Math.min(LARGEST, number));
    }
  }

  private double dot(double[] numbers, int from) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      sum += numbers[from + i] * features[i];
    }
    return sum;
  }

  /** Takes in one row and the number that it should have. */
  void learn(int row, double target) {
    read(row);
    double error = target - dot(theta, 0);
    double spread = 1;
    for (int i = 0; i < size; i++) {
      gain[i] = dot(inverse, i * size);
      spread += gain[i] * features[i];
    }
    for (int i = 0; i < size; i++) {
      double share = gain[i] / spread;
      theta[i] += share * error;
      for (int j = 0; j <= i; j++) {
        inverse[i * size + j] -= share * gain[j];
        inverse[j * size + i] = inverse[i * size + j];
      }
    }
  }

  /** {@return how many numbers the state has} */
  int stateSize() {
    return size + size * (size + 1) / 2;
  }

  /** Writes the state: coefficients, then the lower half of the inverse. */
  void writeState(double[] state, int from) {
    System.arraycopy(theta, 0, state, from, size);
    int at = from + size;
    for (int i = 0; i < size; i++) {
      System.arraycopy(inverse, i * size, state, at, i + 1);
      at += i + 1;
    }
  }

  /** Reads what {@link #writeState} wrote. */
  void readState(double[] state, int from) {
    System.arraycopy(state, from, theta, 0, size);
    Arrays.fill(inverse, 0);
    int at = from + size;
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        inverse[i * size + j] = state[at];
        inverse[j * size + i] = state[at];
        at++;
      }
    }
  }
}
