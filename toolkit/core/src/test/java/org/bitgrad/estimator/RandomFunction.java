package org.bitgrad.estimator;

import org.bitgrad.problem.BitFunction;
import org.bitgrad.problem.BitGradient;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.States;
import org.bitgrad.random.RandomStream;

/** A random function of up to six bits with its derivative; counts its evaluations. */
final class RandomFunction {
  /** What it looks like. */
  enum Kind {
    /** A polynomial of degree 1 in each bit, all coefficients random. */
    MULTILINEAR,
    /** {@code softplus(w.b + a) + r cos(v.b) + s b_first b_last}. */
    NONLINEAR,
    CONSTANT
  }

  private final Kind kind;
  private final int units;
  private final double[] numbers;
  private final int[] permutation;
  private final double factor;
  private final double[] x;
  private final double[] fold;
  private long evaluations;
  private long gradientEvaluations;

  private RandomFunction(Kind kind, int units, double[] numbers, int[] permutation, double factor) {
    this.kind = kind;
    this.units = units;
    this.numbers = numbers;
    this.permutation = permutation;
    this.factor = factor;
    x = new double[units];
    fold = new double[1 << units];
  }

  static RandomFunction of(Kind kind, int units, RandomStream stream) {
    double[] numbers = new double[(1 << units) + 2 * units + 3];
    stream.uniforms(0, numbers, 0, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 4 * numbers[i] - 2;
    }
    int[] identity = java.util.stream.IntStream.range(0, units).toArray();
    return new RandomFunction(kind, units, numbers, identity, 1);
  }

  /** The same function whose unit j is this one's unit {@code by[j]}. */
  RandomFunction permuted(int... by) {
    return new RandomFunction(kind, units, numbers, by.clone(), factor);
  }

  /** A multiple of the function. */
  RandomFunction times(double by) {
    return new RandomFunction(kind, units, numbers, permutation, factor * by);
  }

  BitLoss loss() {
    return BitLoss.of(kind.name(), (BitFunction) this::values, (BitGradient) this::gradient);
  }

  long evaluations() {
    return evaluations;
  }

  long gradientEvaluations() {
    return gradientEvaluations;
  }

  /** The largest absolute value at a state. */
  double largest() {
    double largest = 0;
    for (int state = 0; state < 1 << units; state++) {
      for (int j = 0; j < units; j++) {
        x[j] = state >> j & 1;
      }
      largest = Math.max(largest, Math.abs(value()));
    }
    return largest;
  }

  private void read(States bits, int row) {
    for (int j = 0; j < units; j++) {
      x[permutation[j]] = bits.get(row, j);
    }
  }

  private void values(States bits, double[] out) {
    evaluations += bits.rows();
    for (int r = 0; r < bits.rows(); r++) {
      read(bits, r);
      out[r] = factor * value();
    }
  }

  private void gradient(States bits, double[] out) {
    gradientEvaluations += bits.rows();
    for (int r = 0; r < bits.rows(); r++) {
      read(bits, r);
      for (int j = 0; j < units; j++) {
        out[j * bits.rows() + r] = factor * derivative(permutation[j]);
      }
    }
  }

  private double value() {
    return switch (kind) {
      case CONSTANT -> numbers[0];
      case MULTILINEAR -> multilinear();
      case NONLINEAR -> {
        double z = dot(0) + numbers[2 * units];
        double cosine = numbers[2 * units + 1] * Math.cos(dot(units));
        yield Math.log1p(Math.exp(z)) + cosine + numbers[2 * units + 2] * x[0] * x[units - 1];
      }
    };
  }

  private double derivative(int unit) {
    return switch (kind) {
      case CONSTANT -> 0;
      case MULTILINEAR -> {
        double kept = x[unit];
        x[unit] = 1;
        double one = multilinear();
        x[unit] = 0;
        double zero = multilinear();
        x[unit] = kept;
        yield one - zero;
      }
      case NONLINEAR -> {
        double softplus = numbers[unit] / (1 + Math.exp(-dot(0) - numbers[2 * units]));
        double cosine = numbers[2 * units + 1] * numbers[units + unit] * Math.sin(dot(units));
        double pair = (unit == 0 ? x[units - 1] : 0) + (unit == units - 1 ? x[0] : 0);
        yield softplus - cosine + numbers[2 * units + 2] * pair;
      }
    };
  }

  private double dot(int from) {
    double sum = 0;
    for (int j = 0; j < units; j++) {
      sum += numbers[from + j] * x[j];
    }
    return sum;
  }

  /** The bits are taken out of the coefficients one by one. */
  private double multilinear() {
    System.arraycopy(numbers, 0, fold, 0, fold.length);
    for (int j = 0; j < units; j++) {
      int left = fold.length >> (j + 1);
      for (int s = 0; s < left; s++) {
        fold[s] += x[j] * fold[s + left];
      }
    }
    return fold[0];
  }
}
