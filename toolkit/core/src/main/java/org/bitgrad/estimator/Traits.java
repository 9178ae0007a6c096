package org.bitgrad.estimator;

import java.util.Objects;

/**
 * What an estimator declares about itself. Tables, tests and documentation read these instead of
 * repeating them; the contract test holds every estimator to them.
 *
 * <p>Start from {@link #unbiased} or {@link #biased} and change what differs:
 *
 * <pre>{@code
 * Traits traits = Traits.unbiased("the score has mean 0", "Williams 1992").withEvaluations(4);
 * }</pre>
 *
 * @param bias whether and where the estimator is unbiased
 * @param assumption under which assumption, and why
 * @param cost evaluations of the loss and of its derivative
 * @param needs what it asks of the loss
 * @param scope the chains on which it is defined
 * @param stateful whether it adapts (running baseline)
 * @param deterministic whether it reads no random numbers
 * @param exactMoments whether its exact mean and variance can be enumerated
 * @param target in what the estimate is a derivative
 * @param source authors, year and the place of the formula
 */
public record Traits(
    Bias bias,
    String assumption,
    Cost cost,
    Needs needs,
    Scope scope,
    boolean stateful,
    boolean deterministic,
    Moments exactMoments,
    Target target,
    String source) {

  /**
   * Checks that nothing is missing.
   *
   * @param bias whether and where the estimator is unbiased
   * @param assumption under which assumption, and why
   * @param cost evaluations of the loss and of its derivative
   * @param needs what it asks of the loss
   * @param scope the chains on which it is defined
   * @param stateful whether it adapts (running baseline)
   * @param deterministic whether it reads no random numbers
   * @param exactMoments whether its exact mean and variance can be enumerated
   * @param target in what the estimate is a derivative
   * @param source authors, year and the place of the formula
   */
  public Traits {
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(assumption, "assumption");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(needs, "needs");
    Objects.requireNonNull(scope, "scope");
    Objects.requireNonNull(exactMoments, "exactMoments");
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(source, "source");
  }

  /**
   * An estimator that is unbiased everywhere, evaluates the loss once and is a function of one
   * sampled path.
   *
   * @param assumption under which assumption, and why
   * @param source authors, year and the place of the formula
   * @return the traits
   */
  public static Traits unbiased(String assumption, String source) {
    return of(Bias.UNBIASED, assumption, source);
  }

  /**
   * An estimator that is biased in general, evaluates the loss once and is a function of one
   * sampled path.
   *
   * @param assumption where the bias comes from
   * @param source authors, year and the place of the formula
   * @return the traits
   */
  public static Traits biased(String assumption, String source) {
    return of(Bias.BIASED, assumption, source);
  }

  /**
   * Traits of an estimator with a bias of any kind, otherwise as those of {@link #unbiased}.
   *
   * @param bias which
   * @param assumption why
   * @param source authors, year and the place of the formula
   * @return the traits
   */
  public static Traits of(Bias bias, String assumption, String source) {
    return new Traits(
        bias,
        assumption,
        (layers, units) -> 1,
        Needs.VALUES,
        Scope.ANY_CHAIN,
        false,
        false,
        Moments.PATHS,
        Target.PREACTIVATION,
        source);
  }

  /**
   * Sets a cost that does not depend on the problem.
   *
   * @param evaluations of the loss per data point, at least 0
   * @return changed traits
   */
  public Traits withEvaluations(long evaluations) {
    return withCost((layers, units) -> evaluations);
  }

  /**
   * Sets the cost.
   *
   * @param newCost as a function of the problem
   * @return changed traits
   */
  public Traits withCost(Cost newCost) {
    return new Traits(
        bias,
        assumption,
        newCost,
        needs,
        scope,
        stateful,
        deterministic,
        exactMoments,
        target,
        source);
  }

  /** {@return traits of one that evaluates the loss and its derivative in the states once} */
  public Traits withLossGradient() {
    return new Traits(
        bias,
        assumption,
        Cost.ONE_WITH_GRADIENT,
        Needs.LOSS_GRADIENT,
        scope,
        stateful,
        deterministic,
        exactMoments,
        target,
        source);
  }

  /**
   * Sets how exact moments are found.
   *
   * @param moments way, or {@link Moments#NONE}
   * @return changed traits
   */
  public Traits withMoments(Moments moments) {
    return new Traits(
        bias, assumption, cost, needs, scope, stateful, deterministic, moments, target, source);
  }

  /** {@return traits of one that is defined on chains of one layer only} */
  public Traits onOneLayer() {
    return new Traits(
        bias,
        assumption,
        cost,
        needs,
        Scope.ONE_LAYER,
        stateful,
        deterministic,
        exactMoments,
        target,
        source);
  }

  /** {@return traits of one that is defined on multi-sample bounds only} */
  public Traits onBounds() {
    return new Traits(
        bias,
        assumption,
        cost,
        needs,
        Scope.BOUND,
        stateful,
        deterministic,
        exactMoments,
        target,
        source);
  }

  /** {@return traits of one that adapts, and so has exact moments given a state only} */
  public Traits adapting() {
    return new Traits(
        bias, assumption, cost, needs, scope, true, deterministic, exactMoments, target, source);
  }

  /**
   * Says in what the estimate is a derivative, if not in the pre-activations.
   *
   * @param newTarget what stands in the place of the pre-activations
   * @return changed traits
   */
  public Traits withTarget(Target newTarget) {
    return new Traits(
        bias,
        assumption,
        cost,
        needs,
        scope,
        stateful,
        deterministic,
        exactMoments,
        newTarget,
        source);
  }

  /** {@return traits of one that reads no random numbers} */
  public Traits withoutRandomness() {
    return new Traits(
        bias, assumption, cost, needs, scope, stateful, true, exactMoments, target, source);
  }

  /** Where the mean of the estimate equals the gradient of the expected loss. */
  public enum Bias {
    /** In every parameter of every problem. */
    UNBIASED,
    /** In the last layer and in the loss's own parameters. */
    UNBIASED_IN_LAST_LAYER_AND_LOSS,
    /** In the loss's own parameters only. */
    UNBIASED_IN_LOSS,
    /** Nowhere in general. */
    BIASED
  }

  /** How the exact mean and variance of one estimate are found. */
  public enum Moments {
    /**
     * By enumerating the joint states of all layers: the estimate is a function of one sampled path
     * or of several.
     */
    PATHS,
    /** By enumerating the outcomes of its random numbers, on one layer; dearer than paths. */
    ONE_LAYER,
    /**
     * By the formula of a U-statistic of two-sample kernels, from the joint states of one path: the
     * leave-one-out estimate of as many samples as it evaluates losses.
     */
    U_STATISTIC,
    /** Not available. */
    NONE
  }

  /** In what the numbers that an estimator gives per unit are derivatives. */
  public enum Target {
    /** In the pre-activations: the gradient of the expected loss in the parameters. */
    PREACTIVATION,
    /**
     * In the probabilities of the bits: the step of mirror descent, whose latent parameters take it
     * as it is (identity straight-through). It does not vanish where a unit is saturated.
     */
    PROBABILITY,
    /** In the means of the units as spins: half the derivative in the probabilities. */
    MEAN
  }

  /** What an estimator asks of a problem. */
  public enum Needs {
    /** Values of the loss at hard states. */
    VALUES,
    /** The derivative of the loss at hard or relaxed states. */
    LOSS_GRADIENT
  }

  /** The chains on which an estimator is defined; it refuses others when it is opened. */
  public enum Scope {
    /** Any number of layers. */
    ANY_CHAIN,
    /** One layer of Bernoulli units. */
    ONE_LAYER,
    /**
     * One layer that draws the samples of a multi-sample bound, two at least ({@link
     * org.bitgrad.problem.Loss#samples}); how many is a matter of the problem, so the name carries
     * no number.
     */
    BOUND
  }

  /** Cost of one estimate per data point. */
  @FunctionalInterface
  public interface Cost {
    /** One evaluation of the loss and one of its derivative. */
    Cost ONE_WITH_GRADIENT =
        new Cost() {
          @Override
          public long evaluations(int layers, int lastUnits) {
            return 1;
          }

          @Override
          public long gradientEvaluations() {
            return 1;
          }
        };

    /**
     * A cost that does not depend on the problem.
     *
     * @param evaluations of the loss per data point
     * @param gradientEvaluations of its derivative in the states, per data point
     * @return the cost
     */
    static Cost of(long evaluations, long gradientEvaluations) {
      return new Cost() {
        @Override
        public long evaluations(int layers, int lastUnits) {
          return evaluations;
        }

        @Override
        public long gradientEvaluations() {
          return gradientEvaluations;
        }
      };
    }

    /**
     * Evaluations of the loss, single flips included. One evaluation of a multi-sample bound is one
     * of all its n weights: in evaluations of the weight, the cost is n times this one.
     *
     * @param layers layers of Bernoulli units
     * @param lastUnits units of the last layer
     * @return evaluations per data point
     */
    long evaluations(int layers, int lastUnits);

    /** {@return evaluations of the derivative of the loss in its states, per data point} */
    default long gradientEvaluations() {
      return 0;
    }
  }
}
