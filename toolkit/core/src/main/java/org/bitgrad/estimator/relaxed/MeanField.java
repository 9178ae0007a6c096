package org.bitgrad.estimator.relaxed;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * Mean field: every bit is replaced by its probability given the means before it, and the
 * derivative is that of this deterministic network.
 *
 * <p><b>Formula.</b> {@code y = F(a)}, {@code dy/da = F'(a)}, in all layers; the states are {@code
 * low + step y} in the chain's encoding.
 *
 * <p><b>Source.</b> The estimator called "tanh" and AP1 in A. Shekhovtsov, V. Yanush, B. Flach,
 * NeurIPS 2020: for logistic noise and spins the state is {@code tanh(a/2)}. No deviation from the
 * authors' code for small networks; their code for deep networks uses {@code tanh(a)}.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations;
 * relaxed states between the encoding's numbers.
 *
 * <p><b>Bias.</b> Biased everywhere, the loss's own parameters included: the loss of a mean is not
 * the mean of the loss. Exact for one layer and a loss that is multilinear in its bits.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative; no random numbers, so one
 * estimate is all there is; memory of one path.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative.
 *
 * <pre>{@code
 * Session session = new MeanField().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "unused")), sink);
 * sink.finish();
 * }</pre>
 */
public record MeanField() implements Estimator {
  private static final Traits TRAITS =
      Traits.biased(
              "the loss of a mean is not the mean of the loss",
              "Shekhovtsov, Yanush, Flach 2020 (NeurIPS), arXiv 2006.03143, there called tanh")
          .withLossGradient()
          .withoutRandomness();

  @Override
  public String name() {
    return "mean-field";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new MeanFieldSession(problem);
  }

  private static final class MeanFieldSession implements Session {
    private final Problem problem;
    private final Relaxation relaxation;

    MeanFieldSession(Problem problem) {
      this.problem = problem;
      relaxation = new Relaxation(problem);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      relaxation.estimate(this::relax, out);
    }

    private void relax(int layer, double[] a, double[] slope) {
      problem.chain().noise(layer).densities(a, slope, 0, slope.length);
      problem.chain().noise(layer).probabilities(a, a, 0, slope.length);
    }
  }
}
