package org.bitgrad.estimator;

import java.util.Objects;

/**
 * What an estimator declares about itself. Tables, tests and documentation read these instead of
 * repeating them.
 *
 * @param bias whether and where the estimator is unbiased
 * @param cost evaluations of the loss and of its derivative
 * @param needs what it asks of a problem
 * @param stateful whether it adapts (running baseline)
 * @param deterministic whether it reads no random numbers
 * @param exactMoments whether its exact mean and variance can be enumerated
 * @param source authors, year and the place of the formula
 */
public record Traits(
    Bias bias,
    Cost cost,
    Needs needs,
    boolean stateful,
    boolean deterministic,
    Moments exactMoments,
    String source) {

  /** Checks that nothing is missing. */
  public Traits {
    Objects.requireNonNull(bias, "bias");
    Objects.requireNonNull(cost, "cost");
    Objects.requireNonNull(needs, "needs");
    Objects.requireNonNull(exactMoments, "exactMoments");
    Objects.requireNonNull(source, "source");
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
     * By enumerating the joint states of all layers: the estimate is a function of one sampled
     * path.
     */
    PATHS,
    /** In closed form or piecewise, for functions of bits (one layer). */
    ONE_LAYER,
    /** Not available. */
    NONE
  }

  /** What an estimator asks of a problem. */
  public enum Needs {
    /** Values of the loss at hard states. */
    VALUES,
    /** The derivative of the loss at hard or relaxed states. */
    LOSS_GRADIENT
  }

  /** Cost of one estimate per data point. */
  public interface Cost {
    /**
     * Evaluations of the loss, single flips included.
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
