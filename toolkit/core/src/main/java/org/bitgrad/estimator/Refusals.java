package org.bitgrad.estimator;

import java.util.Locale;
import org.bitgrad.numeric.Memory;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;

/** Why an estimator cannot be opened on a problem. */
final class Refusals {
  /** Numbers in a buffer of the widest layer: 128 MiB. */
  private static final long MOST_NUMBERS = 1L << 24;

  /** So many samples are a matter of the problem's size, not of n. */
  private static final long FEW = 16;

  private Refusals() {}

  /** Refuses an n for which buffers would not fit, before an array of that size is asked for. */
  static void requireSize(Estimator estimator, int n, Problem problem) {
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

  /** Refuses a problem whose tables would not fit, before they are asked for. */
  static void requireMemory(Estimator estimator, Problem problem, long numbers) {
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

  static void requireDerivative(Estimator estimator, Problem problem) {
    if (!problem.loss().differentiable()) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " needs the derivative of the loss in its states, but the loss "
              + problem.loss().name()
              + " has none; give one, or use an estimator that needs values only, such as psa");
    }
  }

  static void requireScope(Estimator estimator, Problem problem) {
    switch (estimator.traits().scope()) {
      case ANY_CHAIN -> {}
      case ONE_LAYER -> requireOneLayer(estimator, problem);
      case BOUND -> requireBound(estimator, problem);
    }
  }

  static void requireBound(Estimator estimator, Problem problem) {
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

  static void requireOneLayer(Estimator estimator, Problem problem) {
    int layers = problem.chain().layers();
    if (layers != 1) {
      throw new UnsupportedOperationException(
          estimator.name()
              + " is defined for 1 layer of Bernoulli units, but the problem has "
              + layers
              + "; use psa, which continues it to more layers");
    }
  }

  static void requirePositive(String what, double number) {
    if (!(number > 0) || Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          what + " must be a positive finite number, but is " + number);
    }
  }

  static MomentPass requireMoments(Estimator estimator, ChainPass pass) {
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
