package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.DoubleFunction;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.Problem;

/**
 * Bias, standard deviation and error of one estimate, or of as many as a budget buys, while one
 * number of the problem moves, usually the probability of a bit. Moments are exact where they can
 * be enumerated, as in {@link EqualBudget}, otherwise sampled.
 *
 * <pre>{@code
 * ProbabilitySweep sweep = ProbabilitySweep.of(
 *         p -> BernoulliProblem.ofProbabilities(loss, p, 0.3, 0.6))
 *     .estimators("arm", "reinforce").run();
 * }</pre>
 */
public final class ProbabilitySweep {
  private static final int POINTS = 25;
  private static final double FIRST = 0.02;
  private static final double LAST = 0.98;

  /** A few hundredths of a second per point. */
  private static final double EXACT_UP_TO = 1L << 22;

  private final DoubleFunction<Problem> problems;
  private OptionalDouble budget = OptionalDouble.empty();
  private List<Estimator> estimators = List.of();
  private double[] values = equallySpaced(FIRST, LAST, POINTS);
  private MomentSettings settings =
      MomentSettings.DEFAULT.withTrials(2000).withExactUpTo(EXACT_UP_TO);

  private ProbabilitySweep(DoubleFunction<Problem> problems) {
    this.problems = problems;
  }

  /**
   * A sweep from 0.02 to 0.98 in 25 points.
   *
   * @param problems the problem at a value
   * @return the sweep, without estimators yet
   */
  public static ProbabilitySweep of(DoubleFunction<Problem> problems) {
    requireGiven("problems", problems);
    return new ProbabilitySweep(problems);
  }

  /**
   * Sets the estimators by name.
   *
   * @param names as {@link Estimators} knows them, all different
   * @return this sweep
   * @throws IllegalArgumentException if a name is refused, stands twice, or none is given
   */
  public ProbabilitySweep estimators(String... names) {
    requireGiven("estimators", names);
    List<Estimator> given = Arrays.stream(names).map(Estimators::parse).toList();
    StudySettings.checkEstimators(given.stream().map(Estimator::name).toList());
    estimators = given;
    return this;
  }

  /** {@return this sweep, of every estimator with its default arguments} */
  public ProbabilitySweep allEstimators() {
    return estimators(Estimators.names().toArray(String[]::new));
  }

  /**
   * Sets where the problem is looked at.
   *
   * @param points at least one, ascending
   * @return this sweep
   * @throws IllegalArgumentException if there are none or they do not ascend
   */
  public ProbabilitySweep at(double... points) {
    requireGiven("at", points);
    for (int i = 1; i < points.length; i++) {
      if (!(points[i] > points[i - 1])) {
        throw new IllegalArgumentException(
            "at must ascend, but " + points[i] + " follows " + points[i - 1]);
      }
    }
    if (points.length == 0) {
      throw new IllegalArgumentException("at must hold at least one number, but is empty");
    }
    values = points.clone();
    return this;
  }

  /**
   * Sets what each point may spend, as in {@link EqualBudget}: the mean of {@code budget / cost}
   * estimates, not rounded, where one evaluation of the loss's derivative counts as two of the
   * loss. Without it each point is one estimate.
   *
   * @param evaluations of the loss per data point, positive and finite
   * @return this sweep
   * @throws IllegalArgumentException if it is not
   */
  public ProbabilitySweep budget(double evaluations) {
    if (!(evaluations > 0 && evaluations < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "budget must be positive and finite, but is " + evaluations);
    }
    budget = OptionalDouble.of(evaluations);
    return this;
  }

  /**
   * Sets the number of estimates where moments are sampled, 2000 by default.
   *
   * @param count at least 20
   * @return this sweep
   * @throws IllegalArgumentException if it is not
   */
  public ProbabilitySweep trials(int count) {
    settings = settings.withTrials(count);
    return this;
  }

  /**
   * Sets up to which cost the moments at a point are enumerated, 2^22 by default; 0: all are
   * sampled.
   *
   * @param numbers that the estimator writes, see {@link org.bitgrad.exact.ExactMoments#cost}
   * @return this sweep
   * @throws IllegalArgumentException if it is negative
   */
  public ProbabilitySweep exactUpTo(double numbers) {
    settings = settings.withExactUpTo(numbers);
    return this;
  }

  /**
   * Sets the seed of every random number, 1 by default.
   *
   * @param value any number
   * @return this sweep
   */
  public ProbabilitySweep seed(long value) {
    settings = settings.withSeed(value);
    return this;
  }

  /**
   * What was found at one value.
   *
   * @param estimator its name
   * @param value where
   * @param bias norm of the bias
   * @param deviation square root of the trace of the covariance
   * @param error root of the mean squared error
   */
  public record Point(
      String estimator, double value, Measured bias, Measured deviation, Measured error) {}

  /**
   * What a sweep found.
   *
   * @param points by estimator, then value
   * @param budget evaluations per point; empty if each point is one estimate
   * @param trials behind sampled numbers
   * @param refused estimators that refuse the problem or the budget, and why
   */
  public record Result(
      List<Point> points, OptionalDouble budget, int trials, Map<String, String> refused) {
    /**
     * Takes copies.
     *
     * @param points by estimator, then value
     * @param budget evaluations per point; empty if each point is one estimate
     * @param trials behind sampled numbers
     * @param refused estimators that refuse the problem, and why
     */
    public Result {
      points = List.copyOf(points);
      refused = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(refused));
    }
  }

  /**
   * Runs the sweep.
   *
   * @return what it found
   * @throws IllegalArgumentException if there are no estimators
   * @throws ArithmeticException if an estimate is not finite; the message says where
   * @throws StudyInterruptedException if the thread is interrupted
   */
  public Result run() {
    StudySettings.checkEstimators(estimators.stream().map(Estimator::name).toList());
    Map<String, String> refused = new LinkedHashMap<>();
    Map<String, List<Point>> points = new LinkedHashMap<>();
    estimators.forEach(e -> points.put(e.name(), new ArrayList<>()));
    int threads = Runtime.getRuntime().availableProcessors();
    try (TrialPool pool = new TrialPool(threads)) {
      for (double value : values) {
        MomentSource source = new MomentSource(problems.apply(value), settings, threads);
        for (Estimator estimator : estimators) {
          Interrupts.check();
          try {
            points.get(estimator.name()).add(point(source, estimator, value, pool));
          } catch (UnsupportedOperationException | IllegalArgumentException e) {
            refused.put(estimator.name(), e.getMessage());
          }
        }
      }
    }
    return new Result(
        points.values().stream().flatMap(List::stream).toList(),
        budget,
        settings.trials(),
        refused);
  }

  private Point point(MomentSource source, Estimator estimator, double value, TrialPool pool) {
    double share = share(source.cost(estimator));
    ProgressMeter meter = new ProgressMeter(Progress.NONE, settings.trials());
    List<ErrorParts> parts = source.parts(source.prepare(estimator), pool, meter);
    ErrorParts total = parts.get(parts.size() - 1);
    if (total.vanishes()) {
      throw new ArithmeticException(
          estimator.name() + " at " + value + ": " + ErrorParts.tooSmall());
    }
    Measured bias =
        total
            .squaredBias()
            .orElseThrow(() -> new UnsupportedOperationException("its bias is not known"));
    return new Point(
        estimator.name(),
        value,
        bias.root(),
        total.variance().times(share).root(),
        total.error(share).orElseThrow().root());
  }

  private double share(double cost) {
    if (budget.isEmpty()) {
      return 1;
    }
    if (cost > budget.getAsDouble()) {
      throw new UnsupportedOperationException(
          "one estimate costs " + Ranking.brief(cost) + " evaluations");
    }
    return cost / budget.getAsDouble();
  }

  private static double[] equallySpaced(double first, double last, int count) {
    double[] points = new double[count];
    for (int i = 0; i < count; i++) {
      points[i] = first + (last - first) * i / (count - 1);
    }
    return points;
  }

  private static void requireGiven(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must be given, but is null");
    }
  }
}
