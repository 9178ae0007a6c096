package org.bitgrad.papers.biasvariance2021;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitFunction;
import org.bitgrad.problem.BitGradient;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * A function of one number, of which the loss of a single unit is made.
 *
 * @param name as in tables
 * @param value the function
 * @param derivative its derivative
 */
record Scalar(String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
  static final Scalar LINEAR = new Scalar("x", x -> x, x -> 1);
  static final Scalar SQUARE = new Scalar("x^2", x -> x * x, x -> 2 * x);
  static final Scalar CUBE = new Scalar("x^3", x -> x * x * x, x -> 3 * x * x);
  static final Scalar EXP = new Scalar("exp x", Math::exp, Math::exp);
  static final Scalar SHIFTED =
      new Scalar("(x-0.45)^2", x -> (x - 0.45) * (x - 0.45), x -> 2 * (x - 0.45));
  static final Scalar SINE = new Scalar("sin 3x", x -> Math.sin(3 * x), x -> 3 * Math.cos(3 * x));

  static final List<Scalar> ALL = List.of(LINEAR, SQUARE, CUBE, EXP, SHIFTED, SINE);

  static Scalar of(String name) {
    return ALL.stream().filter(f -> f.name.equals(name)).findFirst().orElseThrow();
  }

  /** One unit with this probability of the higher state, logistic noise. */
  Problem unit(Encoding encoding, double p) {
    double low = encoding.low();
    double step = encoding.step();
    BitFunction function =
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = value.applyAsDouble(low + step * bits.get(r, 0));
          }
        };
    BitGradient gradient =
        (bits, out) -> {
          for (int r = 0; r < bits.rows(); r++) {
            out[r] = step * derivative.applyAsDouble(low + step * bits.get(r, 0));
          }
        };
    double logit = Math.log(p) - Math.log1p(-p);
    return BernoulliProblem.of(
        BitLoss.of(name, function, gradient), Noise.logistic(), encoding, logit);
  }
}
