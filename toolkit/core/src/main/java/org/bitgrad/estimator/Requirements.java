package org.bitgrad.estimator;

import java.util.Locale;
import org.bitgrad.numeric.Memory;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;

/** What estimators require of a problem; each refusal says why, and what is allowed. */
public final class Requirements {
  /** Numbers in a buffer of the widest layer: 128 MiB. */
  private static final long MOST_NUMBERS = 1L << 24;

  /** So many samples are a matter of the problem's size, not of n. */
  private static final long FEW = 16;

  private Requirements() {}

  /**
   * Requires buffers of n samples to fit, before an array of that size is asked for.
   *
   * @param estimator that asks
   * @param n samples
   * @param problem on which
   * @throws IllegalArgumentException if they do not
   */
  public static void requireSize(Estimator estimator, int n, Problem problem) {
    int widest = 0;
    for (int k = 0; k < problem.chain().layers(); k++) {
      widest = Math.max(widest, problem.chain().units(k));
    }
    long most = Math.max(FEW, MOST_NUMBERS / ((long) widest * problem.points()));
    if (n > most) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "n of %s must be at most %d with %d points and layers of up to %d units, but is %d",
              estimator.name(),
              most,
              problem.points(),
              widest,
              n));
    }
  }

  /**
   * Requires tables to fit, before they are asked for.
   *
   * @param estimator that asks
   * @param problem on which
   * @param numbers in the tables
   * @throws UnsupportedOperationException if they do not
   */
  public static void requireMemory(Estimator estimator, Problem problem, long numbers) {
    long bytes = Memory.product(Double.BYTES, numbers);
    if (numbers > Memory.LARGEST_ARRAY || bytes > Memory.most()) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " needs about "
              + Memory.text(bytes)
              + " of memory with "
              + problem.chain().units(0)
              + " units in the first layer; allowed: at most "
              + Memory.text(Math.min(Memory.most(), Memory.product(8, Memory.LARGEST_ARRAY))));
    }
  }

  /**
   * Requires a derivative of the loss in the states.
   *
   * @param estimator that asks
   * @param problem on which
   * @throws UnsupportedOperationException if there is none
   */
  public static void requireDerivative(Estimator estimator, Problem problem) {
    if (!problem.loss().differentiable()) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " needs the derivative of the loss in its states, but the loss "
              + problem.loss().name()
              + " has none; give one, or use an estimator that needs values only, such as psa");
    }
  }

  /**
   * Requires what the scope in an estimator's traits says.
   *
   * @param estimator that asks
   * @param problem on which
   * @throws UnsupportedOperationException if the problem is another
   */
  public static void requireScope(Estimator estimator, Problem problem) {
    switch (estimator.traits().scope()) {
      case ANY_CHAIN -> {}
      case ONE_LAYER -> requireOneLayer(estimator, problem);
      case BOUND -> requireBound(estimator, problem);
    }
  }

  /**
   * Requires a multi-sample bound.
   *
   * @param estimator that asks
   * @param problem on which
   * @throws UnsupportedOperationException if the problem is none
   */
  public static void requireBound(Estimator estimator, Problem problem) {
    int samples = problem.loss().samples();
    if (samples < 2) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " is defined for multi-sample bounds of at least 2 samples, but the loss "
              + problem.loss().name()
              + " has "
              + samples
              + "; Problem.bound(n) makes a bound of n");
    }
    int layers = problem.chain().layers();
    int units = problem.chain().units(layers - 1);
    if (layers != 1 || units % samples != 0) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " needs 1 layer with the units of "
              + samples
              + " samples, but the problem has "
              + layers
              + " with "
              + units
              + " units in the last");
    }
  }

  /**
   * Requires a single Bernoulli layer.
   *
   * @param estimator that asks
   * @param problem on which
   * @throws UnsupportedOperationException if there are more
   */
  public static void requireOneLayer(Estimator estimator, Problem problem) {
    int layers = problem.chain().layers();
    if (layers != 1) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " is defined for 1 layer of Bernoulli units, but the problem has "
              + layers
              + "; for more layers take one that is defined on any chain, such as psa");
    }
  }

  /**
   * Requires a positive finite argument.
   *
   * @param what the argument and its estimator
   * @param number its value
   * @throws IllegalArgumentException if it is not
   */
  public static void requirePositive(String what, double number) {
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          what + " must be a positive finite number, but is " + number);
    }
  }

  /**
   * Requires a chain that propagates means and variances.
   *
   * @param estimator that asks
   * @param pass over the chain
   * @return its moments
   * @throws UnsupportedOperationException if it does not
   */
  public static MomentPass requireMoments(Estimator estimator, ChainPass pass) {
    return pass.moments()
        .orElseThrow(
            () ->
                new UnsupportedOperationException(
                    estimator.name()
                        + " needs means and variances of pre-activations, which the chain does not"
                        + " propagate through its "
                        + pass.chain().layers()
                        + " layers; use mean-field, which needs means only"));
  }
}
