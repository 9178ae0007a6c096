package org.bitgrad.problem;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.bitgrad.numeric.Arguments;

/**
 * An expected loss: the mean over data points of {@code E[loss(states of the last layer)]}, where a
 * {@link Chain} draws the states. Estimators see a problem and nothing else; whether it came from a
 * function of bits or from a network they cannot tell.
 *
 * <p>The parameters are those of the chain (one group per layer), then those of the loss.
 */
public final class Problem {
  private final Chain chain;
  private final Loss loss;
  private final ParameterLayout parameters;

  private Problem(Chain chain, Loss loss) {
    this.chain = Objects.requireNonNull(chain, "chain");
    this.loss = Objects.requireNonNull(loss, "loss");
    if (loss.points() != 0 && loss.points() != chain.points()) {
      throw new IllegalArgumentException(
          "loss must have the chain's " + chain.points() + " points, but has " + loss.points());
    }
    this.parameters = chain.parameters().plus(loss.parameters());
  }

  /**
   * Joins a chain and a loss.
   *
   * @param chain draws the states
   * @param loss judges them
   * @return the problem
   */
  public static Problem of(Chain chain, Loss loss) {
    return new Problem(chain, loss);
  }

  /** {@return what draws the states} */
  public Chain chain() {
    return chain;
  }

  /** {@return what judges the states} */
  public Loss loss() {
    return loss;
  }

  /** {@return number of data points, at least 1} */
  public int points() {
    return chain.points();
  }

  /** {@return the chain's groups, one per layer, then the loss's} */
  public ParameterLayout parameters() {
    return parameters;
  }

  /** {@return a new gradient buffer of zeros} */
  public Gradient newGradient() {
    return Gradient.zeros(parameters);
  }

  /**
   * The chain's part of a gradient buffer, sharing its numbers.
   *
   * @param gradient buffer with this problem's layout
   * @return the view
   */
  public Gradient chainPart(Gradient gradient) {
    return gradient.view(0, chain.parameters());
  }

  /**
   * The loss's part of a gradient buffer, sharing its numbers.
   *
   * @param gradient buffer with this problem's layout
   * @return the view
   */
  public Gradient lossPart(Gradient gradient) {
    return gradient.view(chain.parameters().groups(), loss.parameters());
  }

  /**
   * The same problem on some of its points; a point may be repeated.
   *
   * @param points indices, 0 to points - 1
   * @return the restricted problem, sharing the parameters
   */
  public Problem at(int... points) {
    return new Problem(chain.at(points), loss.points() == 0 ? loss : loss.at(points));
  }

  /**
   * The multi-sample bound whose log weight is this problem's loss: the expectation of {@code
   * log((1/n) sum_k exp(loss(x_k)))} over {@code n} independent samples of the units.
   *
   * @param samples n, at least 1
   * @return a problem of one layer of {@code n} times the units, sample by sample, with the same
   *     parameters
   * @throws IllegalArgumentException if this problem has several layers or is itself a bound, or n
   *     is below 1
   */
  public Problem bound(int samples) {
    Arguments.within("samples", samples, 1, Integer.MAX_VALUE);
    return of(CopiedChain.of(chain, samples), MultiSampleBound.of(loss, samples));
  }

  /**
   * One point, repeated: every row of an estimate then stands for an independent estimate at that
   * point.
   *
   * @param point index
   * @param times how often, at least 1
   * @return the restricted problem
   */
  public Problem repeat(int point, int times) {
    return at(IntStream.range(0, times).map(i -> point).toArray());
  }

  /** {@return layers, loss, points and parameters, for people} */
  @Override
  public String toString() {
    List<Integer> units = IntStream.range(0, chain.layers()).map(chain::units).boxed().toList();
    return "problem: Bernoulli layers of "
        + units
        + " units, loss "
        + loss.name()
        + (loss.differentiable() ? "" : " (values only)")
        + ", points: "
        + points()
        + ", parameters: "
        + parameters.total();
  }
}
