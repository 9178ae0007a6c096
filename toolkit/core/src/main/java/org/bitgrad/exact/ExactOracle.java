package org.bitgrad.exact;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Problem;

/**
 * The exact expected loss and its exact gradient, by enumeration of the states of each layer.
 *
 * <p>Paths are never listed: with {@code T_k} the matrix of transitions from the states of layer
 * {@code k-1} to those of layer {@code k}, marginals run forwards as {@code M_k = M_{k-1} T_k} and
 * expected losses backwards as {@code V_{k-1} = V_k T_k^T}. Under a condition {@code r} (a data
 * point for the first layer, a state of the layer before for others) the expected loss is affine in
 * each unit's probability, so
 *
 * <pre>{@code
 * dE/da_j(r) = F'(a_j(r)) (E[V_k | r, bit j = 1] - E[V_k | r, bit j = 0])
 * }</pre>
 *
 * weighted with the probability of {@code r}; the chain pulls it back to its parameters. No
 * probability is divided by, so that units with probability 0 or 1 are exact too. Source: the
 * forward and backward sums are those of hidden Markov models (L. R. Rabiner, 1989); A.
 * Shekhovtsov, V. Yanush and B. Flach, "Path sample-analytic gradient estimators for stochastic
 * binary networks", 2020, enumerate all paths by automatic differentiation instead, at a cost
 * exponential in the depth.
 *
 * <p>Any noise, any encoding and any loss will do; layers after the first may depend on the data
 * point through the states before them only.
 *
 * <p><b>Cost</b>: {@link #cost}. <b>Memory</b>: three numbers per joint state of neighbouring
 * layers; points and states are taken in blocks, so that memory does not grow with the points
 * (their expected losses apart). A heap of 200 MiB suffices for two layers of 2^20 joint states.
 *
 * <pre>{@code
 * ExactResult exact = ExactOracle.compute(net.on(batch));
 * double loss = exact.expectedLoss();
 * double[] firstLayer = exact.gradient().group(0);
 * }</pre>
 */
public final class ExactOracle {
  /** The default of the highest cost: 2^32 operations, some seconds. */
  public static final long DEFAULT_LIMIT = 1L << 32;

  /** The widest layer. */
  public static final int MAX_UNITS = 20;

  /** The most joint states of two neighbouring layers: 2^20. */
  public static final int MAX_JOINT_STATES = 1 << 20;

  private ExactOracle() {}

  /**
   * The cost of {@link #compute(Problem)} in operations, each one multiply-add:
   *
   * <pre>{@code
   * N (4 S_1 + 8 S_L + 3 sum_{k=2..L} S_{k-1} S_k) + 5 sum_{k=2..L} S_{k-1} S_k
   * }</pre>
   *
   * with {@code N} points and {@code S_k = 2^(units of layer k)} states. An evaluation of the loss
   * counts as 8.
   *
   * @param problem expected loss
   * @return operations; a double, since wide layers exceed every integer type
   */
  public static double cost(Problem problem) {
    Chain chain = problem.chain();
    int last = chain.layers() - 1;
    double joint = 0;
    for (int k = 1; k <= last; k++) {
      joint += jointStates(chain, k);
    }
    double perPoint = 4 * states(chain, 0) + 8 * states(chain, last) + 3 * joint;
    return problem.points() * perPoint + 5 * joint;
  }

  /**
   * As {@link #compute(Problem, long, ExactProgress)} with {@link #DEFAULT_LIMIT}.
   *
   * @param problem expected loss
   * @return loss and gradient
   * @throws TooCostlyException if the problem is too large
   */
  public static ExactResult compute(Problem problem) {
    return compute(problem, DEFAULT_LIMIT);
  }

  /**
   * As {@link #compute(Problem, long, ExactProgress)} without progress.
   *
   * @param problem expected loss
   * @param limit highest {@link #cost}, at least 1
   * @return loss and gradient
   * @throws TooCostlyException if the problem is too large
   */
  public static ExactResult compute(Problem problem, long limit) {
    return compute(problem, limit, ExactProgress.NONE);
  }

  /**
   * Computes the exact expected loss and gradient, on one thread.
   *
   * @param problem expected loss
   * @param limit highest {@link #cost}, at least 1
   * @param progress told after each block of points
   * @return loss and gradient
   * @throws TooCostlyException if the cost exceeds the limit, a layer has more than {@value
   *     #MAX_UNITS} units, or neighbouring layers have more than 2^20 joint states
   * @throws UnsupportedOperationException if deeper layers depend on the data point
   * @throws ArithmeticException if a pre-activation, a loss or the gradient is not finite
   * @throws java.util.concurrent.CancellationException if the thread is interrupted
   */
  public static ExactResult compute(Problem problem, long limit, ExactProgress progress) {
    requireEnumerable(problem);
    if (limit < 1) {
      throw new IllegalArgumentException("limit must be at least 1, but is " + limit);
    }
    double cost = cost(problem);
    if (cost > limit) {
      throw new TooCostlyException(
          String.format(
              Locale.ROOT,
              "cost of the exact gradient must be at most %d operations, but is %.3g (%s)",
              limit,
              cost,
              sizes(problem)));
    }
    return new OracleRun(problem).run(progress);
  }

  static void requireEnumerable(Problem problem) {
    Chain chain = problem.chain();
    if (chain.transitionsDependOnPoint()) {
      throw new UnsupportedOperationException(
          "layers after the first must depend on the data point through the states before only");
    }
    for (int k = 0; k < chain.layers(); k++) {
      if (chain.units(k) > MAX_UNITS) {
        throw new TooCostlyException(
            String.format(
                Locale.ROOT,
                "units of layer %d must be at most %d to enumerate its states, but are %d (%s)",
                k,
                MAX_UNITS,
                chain.units(k),
                sizes(problem)));
      }
      if (k > 0 && jointStates(chain, k) > MAX_JOINT_STATES) {
        throw new TooCostlyException(
            String.format(
                Locale.ROOT,
                "joint states of layers %d and %d must be at most %d, but are %.0f (%s)",
                k - 1,
                k,
                MAX_JOINT_STATES,
                jointStates(chain, k),
                sizes(problem)));
      }
    }
  }

  static String sizes(Problem problem) {
    Chain chain = problem.chain();
    String units =
        IntStream.range(0, chain.layers())
            .mapToObj(k -> Integer.toString(chain.units(k)))
            .collect(Collectors.joining("-"));
    return "layers of " + units + " units, " + problem.points() + " points";
  }

  private static double states(Chain chain, int layer) {
    return Math.scalb(1.0, chain.units(layer));
  }

  private static double jointStates(Chain chain, int layer) {
    return states(chain, layer - 1) * states(chain, layer);
  }
}
