package org.bitgrad.estimator.sum;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * BitFlip-1 for one layer of Bernoulli units: the local expectation gradient of one unit, chosen at
 * random, in place of all.
 *
 * <p><b>Formula.</b> With {@code D} units, a sampled x and a unit k chosen uniformly,
 *
 * <pre>
 * dE/da_k = D F'(a_k) (f(x with bit k = 1) - f(x with bit k = 0)),   dE/da_j = 0 for j != k
 * </pre>
 *
 * The loss's own parameters take the plain derivative at x.
 *
 * <p><b>Source.</b> R. Z. Kunes et al., "Gradient estimation for binary latent variables via
 * gradient variance clipping", 2022 (arXiv 2208.06124), estimator bitflip-1. Deviation: noises
 * other than logistic, through the density F'.
 *
 * <p><b>Shapes.</b> One row per point, each with a choice of its own; derivatives {@code [units x
 * points]} in the pre-activations. Draws: the site {@code layer1}, then {@code coordinate1} with a
 * choice among the units per row.
 *
 * <p><b>Bias.</b> Unbiased everywhere: given k, the sum over the unit's states is its exact
 * expectation, and the factor D undoes the probability 1/D of choosing it.
 *
 * <p><b>Cost.</b> 2 evaluations of the loss, one uniform per unit and row and one more per row;
 * memory of three layers.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for more than one layer; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new BitFlip().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "bitflip")), sink);
 * sink.finish();
 * }</pre>
 */
public record BitFlip() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer of independent units; one chosen uniformly is summed over its states",
              "Kunes et al. 2022, arXiv 2208.06124")
          .withEvaluations(2)
          .onOneLayer();

  @Override
  public String name() {
    return "bitflip";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireOneLayer(this, problem);
    return new BitFlipSession(problem);
  }

  private static final class BitFlipSession extends PathSession {
    private final RandomFlip flip;
    private final double[] da;

    BitFlipSession(Problem problem) {
      super(problem, 1);
      flip = new RandomFlip(States.zeros(chain.encoding(), lastUnits(), rows));
      da = buffer();
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      flip.choose(draw, path.last(), loss);
      Finite.losses(loss.values(), problem.points());
      terms.signedDensities(0, da);
      for (int i = 0; i < da.length; i++) {
        da[i] *= flip.difference(i);
      }
      layer(out, 0, da);
    }
  }
}
