package org.bitgrad.papers.straightthrough2021;

import java.util.function.DoubleUnaryOperator;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/** A function of states -1 and +1, continued to the numbers between. */
interface SpinFunction {
  double value(double[] x);

  /** The derivative in one of the states. */
  double derivative(double[] x, int unit);

  /** The largest slope of that derivative in the same state, on [-1, 1]. */
  double lipschitz(int unit);

  /**
   * {@code b.x + x'Qx/2 + sum_k c_k product of the units of k}.
   *
   * @param b linear coefficients
   * @param q symmetric, row-major
   * @param products units of each product, all different within one
   * @param coefficients one per product
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Polynomial(double[] b, double[] q, int[][] products, double[] coefficients)
      implements SpinFunction {
    @Override
    public double value(double[] x) {
      int n = x.length;
      double sum = 0;
      for (int i = 0; i < n; i++) {
        double row = b[i];
        for (int j = 0; j < n; j++) {
          row += 0.5 * q[i * n + j] * x[j];
        }
        sum += row * x[i];
      }
      for (int k = 0; k < products.length; k++) {
        sum += coefficients[k] * product(k, x, -1);
      }
      return sum;
    }

    private double product(int k, double[] x, int without) {
      double product = 1;
      for (int i : products[k]) {
        product *= i == without ? 1 : x[i];
      }
      return product;
    }

    @Override
    public double derivative(double[] x, int unit) {
      double sum = b[unit];
      for (int j = 0; j < x.length; j++) {
        sum += q[unit * x.length + j] * x[j];
      }
      for (int k = 0; k < products.length; k++) {
        for (int i : products[k]) {
          sum += i == unit ? coefficients[k] * product(k, x, unit) : 0;
        }
      }
      return sum;
    }

    @Override
    public double lipschitz(int unit) {
      return Math.abs(q[unit * b.length + unit]);
    }
  }

  /**
   * {@code f(v.x + c)}.
   *
   * @param f the function
   * @param slope its derivative
   * @param curvature bound of the second derivative for arguments of at most this size
   * @param v weights
   * @param c shift
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Ridge(
      DoubleUnaryOperator f,
      DoubleUnaryOperator slope,
      DoubleUnaryOperator curvature,
      double[] v,
      double c)
      implements SpinFunction {
    private double argument(double[] x) {
      double sum = c;
      for (int i = 0; i < x.length; i++) {
        sum += v[i] * x[i];
      }
      return sum;
    }

    @Override
    public double value(double[] x) {
      return f.applyAsDouble(argument(x));
    }

    @Override
    public double derivative(double[] x, int unit) {
      return v[unit] * slope.applyAsDouble(argument(x));
    }

    @Override
    public double lipschitz(int unit) {
      double largest = Math.abs(c);
      for (double weight : v) {
        largest += Math.abs(weight);
      }
      return v[unit] * v[unit] * curvature.applyAsDouble(largest);
    }
  }

  /** The expected value under units with the noise at the pre-activations. */
  default Problem problem(Noise noise, double... a) {
    BitLoss loss =
        BitLoss.of(
            "f",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = value(spins(bits, r));
              }
            },
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double[] x = spins(bits, r);
                for (int i = 0; i < x.length; i++) {
                  out[i * bits.rows() + r] = 2 * derivative(x, i);
                }
              }
            });
    return BernoulliProblem.of(loss, noise, Encoding.SPINS, a);
  }

  private static double[] spins(States bits, int row) {
    double[] x = new double[bits.units()];
    for (int i = 0; i < x.length; i++) {
      x[i] = 2 * bits.get(row, i) - 1;
    }
    return x;
  }
}
