package org.bitgrad.estimator.relaxed;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * Concrete, or binary Gumbel-softmax: every bit is replaced by a smooth function of its noise, and
 * the derivative is that of the relaxed network.
 *
 * <p><b>Formula.</b> With {@code Z} the noise of the unit and a temperature {@code tau},
 *
 * <pre>
 * y = sigmoid((a - Z) / tau),   dy/da = y (1 - y) / tau
 * </pre>
 *
 * in all layers; the states are {@code low + step y} in the chain's encoding. As {@code tau} goes
 * to 0, y goes to the bit {@code 1[Z < a]}.
 *
 * <p><b>Source.</b> C. Maddison, A. Mnih, Y. W. Teh, "The Concrete distribution", ICLR 2017; E.
 * Jang, S. Gu, B. Poole, "Categorical reparameterization with Gumbel-softmax", ICLR 2017; as in the
 * code of Shekhovtsov, Yanush, Flach 2020. The temperature is that of states in {0, 1}: {@code
 * tanh((a - Z)/T)} with spins is {@code T = 2 tau}. Deviation: noises other than logistic through
 * their own quantile.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations;
 * relaxed states strictly between the encoding's numbers (or equal by rounding). Draws: sites
 * {@code layer1}, {@code layer2}, ...
 *
 * <p><b>Bias.</b> Biased everywhere, the loss's own parameters included: they see relaxed states.
 * The bias vanishes and the variance grows as {@code tau} goes to 0.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform and one
 * quantile per unit and row; memory of one path.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} if {@code tau} is not a positive finite
 * number; {@link UnsupportedOperationException} on a loss without a derivative.
 *
 * <pre>{@code
 * Session session = new Concrete(0.1).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "concrete")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param tau temperature, in units of the pre-activation
 */
public record Concrete(double tau) implements Estimator {
  private static final Traits TRAITS =
      Traits.biased(
              "the relaxed states replace the bits; the bias vanishes as tau goes to 0",
              "Maddison, Mnih, Teh 2017 (ICLR), arXiv 1611.00712;"
                  + " Jang, Gu, Poole 2017 (ICLR), arXiv 1611.01144")
          .withLossGradient()
          .withMoments(Traits.Moments.NONE);

  /**
   * Checks the temperature.
   *
   * @param tau temperature, in units of the pre-activation
   */
  public Concrete {
    Requirements.requirePositive("tau of concrete", tau);
  }

  @Override
  public String name() {
    return "concrete(" + NumberText.of(tau) + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new ConcreteSession(problem, tau);
  }

  private static final class ConcreteSession implements Session {
    private final Relaxation relaxation;
    private final RelaxedByNoise units;

    ConcreteSession(Problem problem, double tau) {
      relaxation = new Relaxation(problem);
      units = new RelaxedByNoise(problem, tau);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      relaxation.estimate((layer, a, slope) -> units.relax(draw, layer, a, slope), out);
    }
  }
}
