package org.bitgrad.problem;

import org.bitgrad.numeric.Arguments;

/**
 * The multi-sample bound {@code L = log((1/n) sum_k w(x_k))} of {@code n} samples of the same
 * units, where another loss gives the logarithm of the weight {@code w} of one sample.
 *
 * <p>Under a {@link CopiedChain} the expectation of {@code L} is the objective of importance
 * weighting (Y. Burda, R. Grosse, R. Salakhutdinov 2016): a lower bound of {@code log E[w]},
 * tighter with every sample. Every estimator serves it as it serves any loss; those that are made
 * for bounds read the log weights of the samples from {@link LossPass#logWeights}.
 *
 * <p>The states are those of all samples, sample by sample. Derivatives go through the normalised
 * weights {@code w_k / sum w}; a flip exchanges one weight. One evaluation costs {@code n} weights,
 * taken in one pass of {@code n} times the rows.
 *
 * <p>The weights may have parameters of their own (a decoder). That they depend on the parameters
 * of the chain, as in a variational bound with {@code w = p(x, b) / q(b | x)}, no loss can say: the
 * term {@code -E[sum_k w_k / sum w * grad log q(b_k)]} is not part of this one.
 *
 * <pre>{@code
 * Problem bound = BernoulliProblem.bound(4, (bits, out) -> {
 *   for (int r = 0; r < bits.rows(); r++) out[r] = -Math.pow(bits.sum(r) - 1.3, 2);
 * }, -1.0, 0.3);
 * }</pre>
 */
public final class MultiSampleBound implements Loss {
  private final Loss logWeight;
  private final int samples;

  private MultiSampleBound(Loss logWeight, int samples) {
    this.logWeight = logWeight;
    this.samples = samples;
  }

  /**
   * The bound of a weight.
   *
   * @param logWeight logarithm of the weight of one sample
   * @param samples n, at least 1
   * @return the loss of n samples
   * @throws IllegalArgumentException if the weight is itself a bound, or n is below 1
   */
  public static MultiSampleBound of(Loss logWeight, int samples) {
    Arguments.given("logWeight", logWeight);
    Arguments.within("samples", samples, 1, Integer.MAX_VALUE);
    if (logWeight.samples() != 1) {
      throw new IllegalArgumentException(
          "logWeight must be the loss of one sample, but is one of " + logWeight.samples());
    }
    return new MultiSampleBound(logWeight, samples);
  }

  /** {@return the logarithm of the weight of one sample} */
  public Loss logWeight() {
    return logWeight;
  }

  @Override
  public String name() {
    return "bound of " + samples + " samples of " + logWeight.name();
  }

  @Override
  public int samples() {
    return samples;
  }

  @Override
  public boolean differentiable() {
    return logWeight.differentiable();
  }

  @Override
  public ParameterLayout parameters() {
    return logWeight.parameters();
  }

  @Override
  public int points() {
    return logWeight.points();
  }

  @Override
  public Loss at(int... points) {
    return new MultiSampleBound(logWeight.at(points), samples);
  }

  @Override
  public LossPass open(int rows) {
    Arguments.within("rows", rows, 1, Integer.MAX_VALUE / samples);
    return new BoundPass(this, rows, logWeight.open(samples * rows));
  }
}
