package org.bitgrad.estimator;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/** The functions of spins of the reference file, as problems with free logits. */
final class SpinFunctions {
  private SpinFunctions() {}

  /** A function of spins with its derivative in one of them. */
  interface OfSpins {
    double value(double[] x);

    double derivative(double[] x, int unit);
  }

  /** b.x + x'Qx/2 + products of distinct units. */
  @SuppressWarnings("ArrayRecordComponent")
  record Polynomial(double[] b, double[] q, int[][] products, double[] coefficients)
      implements OfSpins {
    @Override
    public double value(double[] x) {
      double sum = 0;
      for (int i = 0; i < x.length; i++) {
        sum += b[i] * x[i];
        for (int j = 0; j < x.length; j++) {
          sum += 0.5 * q[i * x.length + j] * x[i] * x[j];
        }
      }
      for (int k = 0; k < products.length; k++) {
        sum += coefficients[k] * product(k, x, -1);
      }
      return sum;
    }

    private double product(int k, double[] x, int without) {
      return Arrays.stream(products[k])
          .filter(i -> i != without)
          .mapToDouble(i -> x[i])
          .reduce(1, (u, v) -> u * v);
    }

    @Override
    public double derivative(double[] x, int unit) {
      double sum = b[unit];
      for (int j = 0; j < x.length; j++) {
        sum += q[unit * x.length + j] * x[j];
      }
      for (int k = 0; k < products.length; k++) {
        if (Arrays.stream(products[k]).anyMatch(i -> i == unit)) {
          sum += coefficients[k] * product(k, x, unit);
        }
      }
      return sum;
    }
  }

  /** exp(v.x + c). */
  @SuppressWarnings("ArrayRecordComponent")
  record Exponential(double[] v, double c) implements OfSpins {
    @Override
    public double value(double[] x) {
      double sum = c;
      for (int i = 0; i < x.length; i++) {
        sum += v[i] * x[i];
      }
      return Math.exp(sum);
    }

    @Override
    public double derivative(double[] x, int unit) {
      return v[unit] * value(x);
    }
  }

  static OfSpins function(JsonNode entry) {
    if (entry.has("v")) {
      return new Exponential(StFormulas.numbers(entry.get("v")), entry.get("c").asDouble());
    }
    JsonNode interactions = entry.get("interactions");
    int[][] products = new int[interactions.size()][];
    double[] coefficients = new double[products.length];
    for (int k = 0; k < products.length; k++) {
      double[] units = StFormulas.numbers(interactions.get(k).get("idx"));
      products[k] = Arrays.stream(units).mapToInt(i -> (int) i).toArray();
      coefficients[k] = interactions.get(k).get("coef").asDouble();
    }
    return new Polynomial(
        StFormulas.numbers(entry.get("b")),
        StFormulas.numbers(entry.get("Q")),
        products,
        coefficients);
  }

  static Problem problem(OfSpins f, Noise noise, double... a) {
    BitLoss loss =
        BitLoss.of(
            "f",
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = f.value(spins(bits.as(Encoding.SPINS), r));
              }
            },
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                double[] x = spins(bits.as(Encoding.SPINS), r);
                for (int i = 0; i < x.length; i++) {
                  out[i * bits.rows() + r] = 2 * f.derivative(x, i);
                }
              }
            });
    return BernoulliProblem.of(loss, noise, Encoding.SPINS, a);
  }

  private static double[] spins(States states, int row) {
    double[] x = new double[states.units()];
    for (int i = 0; i < x.length; i++) {
      x[i] = states.get(row, i);
    }
    return x;
  }
}
