package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Traits;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactProgress;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.exact.Moments;
import org.bitgrad.exact.TooCostlyException;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * Bias and variance of estimators on one problem: exact where an enumeration exists and is cheap
 * enough, otherwise sampled. All estimators sample from the same streams, so that errors of those
 * that read the same sites are paired; what one gets does not depend on the others.
 */
final class MomentSource {
  /** The name of all parameters together, where there are several groups. */
  static final String TOTAL = "all parameters";

  /** Intervals of squared errors need the squares of these. */
  private static final double LARGEST_SQUARE = 1e120;

  private final Problem problem;
  private final MomentSettings settings;
  private final int threads;
  private final RandomStream root;
  private final Optional<Gradient> gradient;

  MomentSource(Problem problem, MomentSettings settings, int threads) {
    this.problem = problem;
    this.settings = settings;
    this.threads = threads;
    root = RandomStream.of(settings.seed(), "moments");
    gradient = exactGradient(problem);
  }

  private static Optional<Gradient> exactGradient(Problem problem) {
    try {
      return Optional.of(ExactOracle.compute(problem)).map(ExactResult::gradient);
    } catch (TooCostlyException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  /** Names of the groups; the last one stands for all parameters. */
  List<String> groups() {
    List<String> names = new ArrayList<>(problem.parameters().names());
    if (names.size() > 1) {
      names.add(TOTAL);
    }
    return names;
  }

  /** The exact gradient of a group of {@link #groups}; empty if it costs too much. */
  Optional<double[]> gradient(int group) {
    return gradient.map(g -> part(g, group));
  }

  private static double[] part(Gradient all, int group) {
    return group < all.layout().groups() ? all.group(group) : all.flat();
  }

  /**
   * Prepares an estimator and tries one estimate.
   *
   * @throws UnsupportedOperationException if it is not defined on the problem
   * @throws IllegalArgumentException if it refuses the problem
   */
  Trials prepare(Estimator estimator) {
    Trials trials = Trials.prepare(problem, estimator, root);
    Trials.Worker worker = trials.acquire();
    worker.estimate(0);
    trials.release(worker);
    return trials;
  }

  /** What one estimate costs, in evaluations of the loss. */
  double cost(Estimator estimator) {
    return StudyTable.evaluations(estimator, problem)
        + EqualBudget.GRADIENT_COST * StudyTable.gradientEvaluations(estimator);
  }

  /**
   * The parts of the error in each of {@link #groups}.
   *
   * @throws ArithmeticException if numbers are too large for their squares to be compared
   */
  List<ErrorParts> parts(Trials trials, TrialPool pool, ProgressMeter meter) {
    Optional<Moments> exact = exactMoments(trials);
    List<ErrorParts> parts = new ArrayList<>();
    if (exact.isPresent()) {
      for (int g = 0; g < groups().size(); g++) {
        requireSquareable(Arrays.stream(part(exact.get().variance(), g)).sum());
        parts.add(
            ErrorParts.exact(
                part(exact.get().mean(), g),
                part(exact.get().variance(), g),
                gradient(g),
                declaredUnbiased(trials.estimator(), g)));
      }
      meter.advance(trials.name(), settings.trials());
      return parts;
    }
    EstimatorStatistics statistics =
        new EstimatorStatistics(problem.parameters(), targets(), List.of(), settings.trials());
    new EstimatorRun(trials, statistics, Optional.empty(), meter).complete(pool);
    for (int g = 0; g < groups().size(); g++) {
      requireSquareable(statistics.group(g).total().totalSquares());
      parts.add(
          ErrorParts.sampled(
              statistics.group(g), gradient.isPresent(), declaredUnbiased(trials.estimator(), g)));
    }
    return parts;
  }

  /** Budgets compare squared errors themselves, not relative to the gradient. */
  private void requireSquareable(double squares) {
    double norm = gradient.map(g -> Target.norm(g.flat())).orElse(0.0);
    if (!(squares <= LARGEST_SQUARE && norm * norm <= LARGEST_SQUARE)) {
      throw new ArithmeticException(
          "its squared errors are too large to be compared: above " + LARGEST_SQUARE);
    }
  }

  /** Zeros stand for an unknown gradient: batches are kept, biases not read. */
  private List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    Gradient exactOrZero = gradient.orElseGet(problem::newGradient);
    for (int g = 0; g < groups().size(); g++) {
      targets.add(new Target(part(exactOrZero, g)));
    }
    return targets;
  }

  private Optional<Moments> exactMoments(Trials trials) {
    Estimator estimator = trials.estimator();
    boolean adapts = estimator.traits().stateful();
    boolean there =
        adapts
            ? ExactMoments.supportsGivenState(estimator, problem)
            : ExactMoments.supports(estimator, problem);
    if (!there) {
      return Optional.empty();
    }
    try {
      if (ExactMoments.cost(estimator, problem, trials.state()) > settings.exactUpTo()) {
        return Optional.empty();
      }
      return Optional.of(
          adapts
              ? ExactMoments.given(estimator, problem, trials.state())
              : ExactMoments.of(estimator, problem, threads, ExactProgress.NONE));
    } catch (TooCostlyException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private boolean declaredUnbiased(Estimator estimator, int group) {
    if (!settings.believeTraits()) {
      return false;
    }
    Traits.Bias bias = estimator.traits().bias();
    ParameterLayout parameters = problem.parameters();
    int lastLayer = problem.chain().layers() - 1;
    boolean total = group == parameters.groups();
    return switch (bias) {
      case UNBIASED -> true;
      case UNBIASED_IN_LAST_LAYER_AND_LOSS -> total ? lastLayer == 0 : group >= lastLayer;
      case UNBIASED_IN_LOSS -> !total && group > lastLayer;
      case BIASED -> false;
    };
  }
}
