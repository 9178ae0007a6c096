package org.bitgrad.exact;

import java.util.Map;
import java.util.function.IntFunction;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Traits;
import org.bitgrad.model.Chain;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.Problem;

/**
 * The exact mean and variance of one estimate, by running the estimator on every outcome of its
 * random bits and weighting with their probabilities. No sampling error: an unbiased estimator's
 * mean equals the exact gradient to rounding.
 *
 * <p>Estimates at different points are independent, so with {@code m_n} and {@code v_n} the moments
 * at point {@code n}, an estimate on the batch has mean {@code sum m_n / N} and variance {@code sum
 * v_n / N^2}.
 *
 * <p>Which outcomes there are, the estimator's traits say. {@link Traits.Moments#PATHS}: the joint
 * states of all layers, once for each path that an estimate samples. {@link
 * Traits.Moments#ONE_LAYER}, on chains of one layer: if the estimate reads the layer's site only,
 * the joint states of its samples; if it reads one uniform number per unit and compares it and its
 * mirror image with the unit's probability (ARM; Yin and Zhou 2019), the pairs of bits of each unit
 * and two Gauss points on each interval, which integrates the quadratic second moment without
 * error. A deterministic estimator has variance 0.
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
    return Plan.exists(estimator, problem);
  }

  /**
   * The cost: numbers that the estimator writes, {@code points x outcomes x parameters}.
   *
   * @param estimator recipe, supported
   * @param problem expected loss
   * @return numbers; a double, since it may exceed every integer type
   */
  public static double cost(Estimator estimator, Problem problem) {
    return Plan.of(estimator, problem).cost();
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
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    Plan plan = Plan.of(estimator, problem);
    if (plan.cost() > LIMIT) {
      throw new TooCostlyException(
          "cost of the exact moments of %s must be at most %d numbers, but is %.3g (%s)"
              .formatted(estimator.name(), LIMIT, plan.cost(), ExactOracle.sizes(problem)));
    }
    if (estimator.traits().deterministic()) {
      return deterministic(estimator, problem);
    }
    IntFunction<Outcomes> outcomes = plan.outcomes();
    return OrderedPoints.reduce(
        problem,
        threads,
        progress,
        point -> PointMoments.of(estimator, problem, point, outcomes.apply(point)));
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

  /** How the outcomes of an estimator on a problem are listed. */
  private record Plan(double cost, IntFunction<Outcomes> outcomes) {
    static boolean exists(Estimator estimator, Problem problem) {
      Traits traits = estimator.traits();
      boolean oneLayer = problem.chain().layers() == 1;
      boolean listed =
          switch (traits.exactMoments()) {
            case PATHS -> true;
            case ONE_LAYER -> oneLayer;
            case NONE -> false;
          };
      boolean enumerable =
          !traits.stateful()
              && !problem.loss().coupled()
              && !problem.chain().transitionsDependOnPoint();
      boolean defined =
          (oneLayer || traits.scope() != Traits.Scope.ONE_LAYER)
              && (problem.loss().differentiable() || traits.needs() != Traits.Needs.LOSS_GRADIENT);
      return defined && (traits.deterministic() || (listed && enumerable));
    }

    static Plan of(Estimator estimator, Problem problem) {
      if (!exists(estimator, problem)) {
        throw new UnsupportedOperationException(
            estimator.name() + " has no exact moments on " + ExactOracle.sizes(problem));
      }
      double numbers = (double) problem.points() * problem.parameters().total();
      if (estimator.traits().deterministic()) {
        return new Plan(numbers, point -> null);
      }
      ExactOracle.requireEnumerable(problem);
      SitesRead sites = new SitesRead();
      Problem one = problem.at(0);
      estimator.open(one).estimate(sites, new MeanSink(one));
      Chain chain = problem.chain();
      Map<String, Integer> paths = sites.paths(chain);
      if (paths.isEmpty()) {
        requireOnePairPerUnit(estimator, sites);
        return new Plan(
            numbers * AntitheticOutcomes.count(chain.units(0)),
            point -> new AntitheticOutcomes(chain.at(point)));
      }
      int bits = 0;
      for (int k = 0; k < chain.layers(); k++) {
        bits += chain.units(k);
      }
      double cost = numbers * Math.scalb(1.0, bits * paths.get(null));
      double[][][] transitions = PathOutcomes.transitions(chain);
      return new Plan(cost, point -> new PathOutcomes(chain.at(point), transitions, paths));
    }

    private static void requireOnePairPerUnit(Estimator estimator, SitesRead sites) {
      boolean oneSite = sites.rowsBySite().size() == 1 && sites.rowsBySite().containsValue(1);
      if (estimator.traits().exactMoments() != Traits.Moments.ONE_LAYER || !oneSite) {
        throw new UnsupportedOperationException(
            estimator.name()
                + " must read whole paths for exact moments, but reads "
                + sites.rowsBySite().keySet());
      }
    }
  }
}
