package org.bitgrad.exact;

import java.util.Locale;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;

/**
 * The exact mean and variance of one estimate, by running the estimator on every outcome of its
 * random bits and weighting with their probabilities. No sampling error: an unbiased estimator's
 * mean equals the exact gradient to rounding.
 *
 * <p>Estimates at different points are independent, so with {@code m_n} and {@code v_n} the moments
 * at point {@code n}, an estimate on the batch has mean {@code sum m_n / N} and variance {@code sum
 * v_n / N^2}.
 *
 * <p>Which outcomes there are is found by a trial run: the estimate tells its {@link Draw} what its
 * random numbers are for (bits, antithetic numbers, coupled bits, choices), and each kind has
 * finitely many. For antithetic numbers (ARM; Yin and Zhou 2019) two Gauss points on each interval
 * integrate the quadratic second moment without error. Leave-one-out REINFORCE is a U-statistic:
 * its moments for any number of samples follow from those of one path. A deterministic estimator
 * has variance 0. A stateful one has moments for a given state.
 *
 * <p>The numbers do not depend on the number of threads: points are reduced in order.
 *
 * <pre>{@code
 * Moments psa = ExactMoments.of(Estimators.parse("psa"), net.on(batch));
 * double[] bias = psa.mean().group(0); // minus the exact gradient
 * }</pre>
 */
public final class ExactMoments {
  /** The highest cost, see {@link #cost}: 2^34 numbers, about two minutes on one thread. */
  public static final long LIMIT = 1L << 34;

  private ExactMoments() {}

  /**
   * Whether exact moments exist, whatever they cost.
   *
   * @param estimator recipe
   * @param problem expected loss
   * @return true if {@link #of(Estimator, Problem)} gives them or refuses for their cost only
   */
  public static boolean supports(Estimator estimator, Problem problem) {
    return !estimator.traits().stateful() && MomentPlan.exists(estimator, problem);
  }

  /**
   * Whether exact moments given an adapted state exist, whatever they cost.
   *
   * @param estimator recipe, stateful or not
   * @param problem expected loss
   * @return true if {@link #given} gives them or refuses for their cost only
   */
  public static boolean supportsGivenState(Estimator estimator, Problem problem) {
    return MomentPlan.exists(estimator, problem);
  }

  /**
   * The cost: numbers that the estimator writes, {@code points x outcomes x parameters}.
   *
   * @param estimator recipe, supported
   * @param problem expected loss
   * @param state of an estimator that has adapted; none for others
   * @return numbers; a double, since it may exceed every integer type
   */
  public static double cost(Estimator estimator, Problem problem, double... state) {
    return MomentPlan.of(estimator, problem, state).cost();
  }

  /**
   * As {@link #of(Estimator, Problem, int, ExactProgress)} on all processors, without progress.
   *
   * @param estimator recipe
   * @param problem expected loss
   * @return exact mean and variance
   */
  public static Moments of(Estimator estimator, Problem problem) {
    return of(estimator, problem, ExactProgress.NONE);
  }

  /**
   * As {@link #of(Estimator, Problem, int, ExactProgress)} on all processors.
   *
   * @param estimator recipe
   * @param problem expected loss
   * @param progress told after each point
   * @return exact mean and variance
   */
  public static Moments of(Estimator estimator, Problem problem, ExactProgress progress) {
    return of(estimator, problem, Runtime.getRuntime().availableProcessors(), progress);
  }

  /**
   * Computes the exact mean and variance of one estimate on the whole batch.
   *
   * @param estimator recipe
   * @param problem expected loss
   * @param threads how many points to work at at once, at least 1
   * @param progress told after each point, in the calling thread
   * @return exact mean and variance
   * @throws UnsupportedOperationException if there are none; the message says why
   * @throws TooCostlyException if {@link #cost} exceeds {@link #LIMIT}, or the states of a layer
   *     cannot be enumerated
   * @throws ArithmeticException if the variance is not finite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static Moments of(
      Estimator estimator, Problem problem, int threads, ExactProgress progress) {
    requireThreads(threads);
    requireNoState(estimator);
    return of(MomentPlan.of(estimator, problem), threads, progress);
  }

  /**
   * As {@link #of(Estimator, Problem, int, ExactProgress)} for an estimator that has adapted: the
   * moments of an estimate given its state.
   *
   * @param estimator recipe
   * @param problem expected loss
   * @param state what {@link org.bitgrad.estimator.Session#state} gave, on this problem or at one
   *     of its points
   * @return exact mean and variance given the state
   * @throws UnsupportedOperationException if there are none; the message says why
   * @throws TooCostlyException if {@link #cost} exceeds {@link #LIMIT}
   */
  public static Moments given(Estimator estimator, Problem problem, double... state) {
    int threads = Runtime.getRuntime().availableProcessors();
    return given(estimator, problem, state, threads, ExactProgress.NONE);
  }

  /**
   * As {@link #given(Estimator, Problem, double...)} on some threads, with progress.
   *
   * @param estimator recipe, stateful or not
   * @param problem expected loss
   * @param state adapted state, empty for an estimator without
   * @param threads how many points to work at at once, at least 1
   * @param progress told after each point, in the calling thread
   * @return exact mean and variance given the state
   * @throws UnsupportedOperationException if there are none; the message says why
   * @throws TooCostlyException if {@link #cost} exceeds {@link #LIMIT}
   */
  public static Moments given(
      Estimator estimator, Problem problem, double[] state, int threads, ExactProgress progress) {
    requireThreads(threads);
    return of(MomentPlan.of(estimator, problem, state), threads, progress);
  }

  private static void requireThreads(int threads) {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
  }

  private static void requireNoState(Estimator estimator) {
    if (estimator.traits().stateful()) {
      throw new UnsupportedOperationException(
          estimator.name() + " adapts: it has exact moments given a state only");
    }
  }

  private static Moments of(MomentPlan plan, int threads, ExactProgress progress) {
    Estimator estimator = plan.estimator();
    Problem problem = plan.problem();
    if (plan.cost() > LIMIT) {
      throw new TooCostlyException(
          String.format(
              Locale.ROOT,
              "cost of the exact moments of %s must be at most %d numbers, but is %.3g (%s)",
              estimator.name(),
              LIMIT,
              plan.cost(),
              ExactOracle.sizes(problem)));
    }
    if (estimator.traits().deterministic()) {
      return deterministic(estimator, problem);
    }
    return OrderedPoints.reduce(problem, threads, progress, plan::atPoint);
  }

  private static Moments deterministic(Estimator estimator, Problem problem) {
    MeanSink sink = new MeanSink(problem);
    sink.clear();
    estimator.open(problem).estimate(new NoDraw(), sink);
    sink.finish();
    Gradient none = problem.newGradient();
    return new Moments(sink.gradient(), none, sink.value());
  }

  /** Holds deterministic estimators to their word. */
  private static final class NoDraw implements Draw {
    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      throw new IllegalStateException("a deterministic estimator read the site " + site);
    }

    @Override
    public Draw at(String name, long index) {
      return this;
    }
  }
}
