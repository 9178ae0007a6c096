package org.bitgrad.exact;

import java.util.Arrays;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;

/**
 * The exact mean and variance of one estimate of a single unit, by quadrature: for estimators that
 * depend on a uniform number in other ways than through a bit (Concrete, ST-Gumbel, BayesBiNN,
 * FouST with a scaled point), for which {@link ExactMoments} has none.
 *
 * <p>The estimator itself is run at the nodes of an adaptive Gauss-Legendre rule. Its number is
 * written {@code u = sigmoid(t)}, which makes peaks of width {@code tau} around the pre-activation
 * as wide in t and turns powers of u at 0 and 1 into exponentials; panels become narrower towards
 * the probability of the unit, so that no peak there is overlooked. Bits are enumerated.
 *
 * <p><b>Accuracy.</b> Relative error at most 1e-10 of the expectation of the absolute value,
 * estimated by halving, or an {@link ArithmeticException}; usually 1e-12. Rounding limits it: u has
 * a spacing of 1e-16 near 1, so a temperature much below {@code 1e-5 / (1 - p)} may be refused, and
 * a probability below 1e-6 or as near to 1 is. Antithetic pairs are accurate at both ends: there
 * only a probability near 1 is refused, for {@code u < p} is judged near 1.
 *
 * <pre>{@code
 * Problem square = BernoulliProblem.of(
 *     (bits, out) -> { for (int r = 0; r < bits.rows(); r++) out[r] = Math.pow(bits.get(r, 0), 2); },
 *     (bits, out) -> { for (int r = 0; r < bits.rows(); r++) out[r] = 2 * bits.get(r, 0); },
 *     -0.8);
 * Moments moments = UnitQuadrature.of(new Concrete(0.1), square);
 * }</pre>
 */
public final class UnitQuadrature {
  /** So much beyond the place of the bit the tails of u hold 1e-16 of its probability. */
  private static final double FARTHEST = 37;

  /** Beyond this a probability is 0 in double precision. */
  private static final double LAST = 744;

  /** Numbers near 1 have a spacing of 1e-16: 1e-10 of a probability below this. */
  private static final double LEAST = 1e-6;

  /** The widest and the narrowest distance of a panel from a place where the bit changes. */
  private static final double WIDEST = 16;

  private static final double NARROWEST = 1e-11;
  private static final double LARGEST = 1 - 0x1p-53;

  /** Places in a panel at which a bound is compared, and halvings to find a crossing. */
  private static final int GRID = 20;

  private static final int BISECTIONS = 60;

  private final Session session;
  private final RowSink sink;
  private final UnitDraw draw;
  private final double[] u = new double[AdaptiveQuadrature.NODES];
  private final double[] opposite = new double[AdaptiveQuadrature.NODES];
  private final double logit;
  private final double[] cuts;

  private UnitQuadrature(Estimator estimator, Problem problem) {
    Problem rows = problem.repeat(0, AdaptiveQuadrature.NODES);
    session = estimator.open(rows);
    sink = new RowSink(rows);
    draw = new UnitDraw(u, opposite, estimator.name());
    logit = logit(problem);
    cuts = cuts(logit);
  }

  /**
   * Mean and variance.
   *
   * @param estimator recipe; draws bits and at most one number besides
   * @param problem one unit, one point, one parameter
   * @return the moments of one estimate, and the mean of the loss value that it reports
   * @throws UnsupportedOperationException if the estimator draws more
   * @throws IllegalArgumentException if the problem is larger
   * @throws ArithmeticException if the accuracy is not reached
   */
  public static Moments of(Estimator estimator, Problem problem) {
    UnitQuadrature quadrature = new UnitQuadrature(estimator, checked(problem));
    double center = quadrature.expectation(g -> g);
    Gradient mean = problem.newGradient();
    mean.group(0)[0] = center;
    Gradient variance = problem.newGradient();
    variance.group(0)[0] = quadrature.expectation(g -> (g - center) * (g - center));
    return new Moments(mean, variance, quadrature.expectedValue());
  }

  /**
   * The expectation of a smooth function of one estimate.
   *
   * @param estimator as for {@link #of}
   * @param problem one unit, one point, one parameter
   * @param function of the estimate; smooth, for jumps there is {@link #probabilityOfAtLeast}
   * @return the expectation
   * @throws UnsupportedOperationException if the estimator draws more
   * @throws IllegalArgumentException if the problem is larger
   * @throws ArithmeticException if the accuracy is not reached
   */
  public static double expectation(
      Estimator estimator, Problem problem, DoubleUnaryOperator function) {
    return new UnitQuadrature(estimator, checked(problem)).expectation(function);
  }

  /**
   * The probability of a large estimate. The places where the estimate crosses the bound are found
   * by bisection, as long as a crossing and its return are not nearer than a twentieth of their
   * distance from the place where the bit changes.
   *
   * @param estimator as for {@link #of}
   * @param problem one unit, one point, one parameter
   * @param least the bound
   * @return the probability that one estimate is at least {@code least}
   * @throws UnsupportedOperationException if the estimator draws more
   * @throws IllegalArgumentException if the problem is larger
   */
  public static double probabilityOfAtLeast(Estimator estimator, Problem problem, double least) {
    UnitQuadrature quadrature = new UnitQuadrature(estimator, checked(problem));
    return quadrature.overOutcomes(
        outcome -> quadrature.measure(outcome, least),
        () -> quadrature.sink.group(0)[0] >= least ? 1 : 0);
  }

  private static Problem checked(Problem problem) {
    if (problem.points() != 1
        || problem.chain().layers() != 1
        || problem.chain().units(0) != 1
        || problem.parameters().total() != 1) {
      throw new IllegalArgumentException(
          "problem must have 1 point, 1 unit and 1 parameter, but has "
              + problem.points()
              + " points, "
              + problem.chain().units(0)
              + " units in the first of "
              + problem.chain().layers()
              + " layers and "
              + problem.parameters().total()
              + " parameters");
    }
    return problem;
  }

  /**
   * Where the bit of u, and that of 1 - u, changes, and panels that become narrower towards both
   * places: a rule on a wide one would not see a peak there at all.
   */
  private static double[] cuts(double logit) {
    double end = Math.min(LAST, Math.abs(logit) + FARTHEST);
    DoubleStream.Builder cuts = DoubleStream.builder().add(-end).add(end);
    for (double place : new double[] {-logit, 0, logit}) {
      cuts.add(place);
      for (double away = WIDEST; away > NARROWEST; away /= 4) {
        cuts.add(place - away).add(place + away);
      }
    }
    return cuts.build().filter(t -> Math.abs(t) <= end).sorted().toArray();
  }

  private static double logit(Problem problem) {
    double[] a = new double[1];
    problem.chain().open(1).preactivations(0, null, a);
    double p = problem.chain().noise(0).probability(a[0]);
    double q = problem.chain().noise(0).probability(-a[0]);
    return Math.max(-LAST, Math.min(LAST, Math.log(p) - Math.log(q)));
  }

  private double expectation(DoubleUnaryOperator function) {
    return mean(
        out -> {
          for (int i = 0; i < out.length; i++) {
            out[i] = function.applyAsDouble(sink.group(0)[i]);
          }
        });
  }

  private double expectedValue() {
    return mean(out -> System.arraycopy(sink.value(), 0, out, 0, out.length));
  }

  /** Reads a number per row off the sink. */
  @FunctionalInterface
  private interface Reading {
    void into(double[] out);
  }

  private double mean(Reading reading) {
    double[] out = new double[u.length];
    return overOutcomes(
        outcome -> integral(outcome, reading),
        () -> {
          reading.into(out);
          return out[0];
        });
  }

  private double overOutcomes(IntToDoubleFunction integral, DoubleSupplier single) {
    Arrays.fill(u, 0.5);
    Arrays.fill(opposite, 0.5);
    estimate(0);
    int outcomes = 1 << draw.bits();
    boolean continuous = draw.isContinuous();
    requireNumbers();
    double sum = 0;
    for (int outcome = 0; outcome < outcomes; outcome++) {
      estimate(outcome);
      double probability = draw.probability();
      if (probability > 0) {
        double value = continuous ? integral.applyAsDouble(outcome) : single.getAsDouble();
        sum += probability * value;
      }
    }
    return sum;
  }

  private void requireNumbers() {
    boolean rare = logit < Math.log(LEAST) && draw.isPlain();
    if (draw.isContinuous() && (rare || -logit < Math.log(LEAST))) {
      throw new ArithmeticException(
          "probability of the unit must be at least "
              + LEAST
              + " and as far from 1 (numbers near 1 have a spacing of 1e-16), but its logit is "
              + logit);
    }
  }

  /** How much of u gives at least a bound. */
  private double measure(int outcome, double least) {
    double sum = 0;
    double from = cuts[0];
    boolean inside = reaches(outcome, from, least);
    double before = from;
    for (int i = 1; i < cuts.length; i++) {
      double width = cuts[i] - cuts[i - 1];
      for (int k = 1; k <= GRID; k++) {
        double at = cuts[i - 1] + width * k / (GRID + 1);
        if (reaches(outcome, at, least) != inside) {
          double crossing = crossing(outcome, before, at, least, inside);
          sum += inside ? share(from, crossing) : 0;
          from = crossing;
          inside = !inside;
        }
        before = at;
      }
    }
    return inside ? sum + share(from, cuts[cuts.length - 1]) : sum;
  }

  private double crossing(int outcome, double left, double right, double least, boolean inside) {
    double low = left;
    double high = right;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = low + (high - low) / 2;
      if (reaches(outcome, middle, least) == inside) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  private boolean reaches(int outcome, double t, double least) {
    Arrays.fill(u, uniform(t));
    Arrays.fill(opposite, uniform(-t));
    estimate(outcome);
    return sink.group(0)[0] >= least;
  }

  private static double uniform(double t) {
    return Math.min(LARGEST, 1 / (1 + Math.exp(-t)));
  }

  /** sigmoid(to) - sigmoid(from) without cancellation. */
  private static double share(double from, double to) {
    return Math.sinh((to - from) / 2) / (2 * Math.cosh(from / 2) * Math.cosh(to / 2));
  }

  private double integral(int outcome, Reading reading) {
    return AdaptiveQuadrature.integrate(
        (at, out) -> {
          for (int i = 0; i < u.length; i++) {
            u[i] = uniform(at[i]);
            opposite[i] = uniform(-at[i]);
          }
          estimate(outcome);
          reading.into(out);
          for (int i = 0; i < u.length; i++) {
            double small = Math.exp(-Math.abs(at[i]));
            out[i] *= small / ((1 + small) * (1 + small));
          }
        },
        cuts);
  }

  private void estimate(int outcome) {
    draw.begin(outcome);
    sink.clear();
    session.estimate(draw, sink);
  }
}
