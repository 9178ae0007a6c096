package org.bitgrad.estimator.path;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * PSA, the path sample-analytic estimator: one sampled path, every unit's flip in closed form to
 * first order.
 *
 * <p><b>Formula.</b> With spins {@code s}, pre-activations {@code a} and losses {@code f} of one
 * sampled path, and {@code L} layers,
 *
 * <pre>
 * delta^L_i = f(x) - f(x with unit i of layer L flipped)
 * delta^k_i = sum_j s_j (F(a_j) - F(a_j with unit i of layer k flipped)) delta^(k+1)_j    k &lt; L
 * dE/da^k_j = s_j F'(a_j) delta^k_j
 * </pre>
 *
 * With {@code smoothing}, the loss's own parameters and the value use the mixture of the sampled
 * state and its flips that one step of random-scan Gibbs sampling makes: flip {@code i} has the
 * weight {@code rho_i = (1 - pi_i) / n}, where {@code pi_i} is the probability with which unit i's
 * state was drawn and {@code n} the units of the last layer; the sampled state has {@code 1 - sum
 * rho_i}.
 *
 * <p><b>Source.</b> A. Shekhovtsov, V. Yanush, B. Flach, "Path sample-analytic gradient estimators
 * for stochastic binary networks", NeurIPS 2020; the recursion is the explicit form of the authors'
 * published code. No deviation.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations,
 * loss units per pre-activation. States in the chain's encoding.
 *
 * <p><b>Bias.</b> Unbiased in the last layer and in the loss's own parameters: there the flips are
 * the local expectation. Earlier layers drop products of two or more flip differences, so they are
 * biased to second order in the weights, and unbiased where each next layer has one unit.
 *
 * <p><b>Cost.</b> {@code units + 1} evaluations of the loss, one noise probability per weight and
 * row, one uniform per unit and row; memory of two widest layers.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Psa().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "psa")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param smoothing whether the loss's own parameters and the value are smoothed
 */
public record Psa(boolean smoothing) implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LAST_LAYER_AND_LOSS,
              "earlier layers drop products of two or more flip differences",
              "Shekhovtsov, Yanush, Flach 2020 (NeurIPS), arXiv 2006.03143")
          .withCost((layers, lastUnits) -> lastUnits + 1L);

  /** The estimator with last-layer smoothing, as published. */
  public Psa() {
    this(true);
  }

  @Override
  public String name() {
    return smoothing ? "psa" : "psa(smoothing=false)";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    return new PsaSession(problem, smoothing);
  }

  private static final class PsaSession extends PathSession {
    private final boolean smoothing;
    private final double[] da;
    private final FlipSmoothing head;
    private double[] delta;
    private double[] deltaBefore;

    PsaSession(Problem problem, boolean smoothing) {
      super(problem, 1);
      this.smoothing = smoothing;
      da = buffer();
      delta = buffer();
      deltaBefore = buffer();
      head = new FlipSmoothing(path, loss);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      loss.flips(delta);
      if (smoothing) {
        head.write(delta, out);
      } else {
        plainHead(out);
      }
      for (int k = layers - 1; k >= 0; k--) {
        terms.signedDensities(k, delta, da);
        layer(out, k, da);
        if (k > 0) {
          flipBack(k);
        }
      }
    }

    private void flipBack(int k) {
      path.flipBack(k, delta, deltaBefore);
      double[] swap = delta;
      delta = deltaBefore;
      deltaBefore = swap;
    }
  }
}
