package org.bitgrad.estimator.sum;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * The local expectation gradient for one layer of Bernoulli units: each unit is summed over both of
 * its states, the others stay as sampled.
 *
 * <p><b>Formula.</b> {@code dE/da_j = F'(a_j) (f(x with bit j = 1) - f(x with bit j = 0))} at one
 * sampled x; the loss's own parameters take the plain derivative at x.
 *
 * <p><b>Source.</b> M. Titsias, M. Lázaro-Gredilla, "Local expectation gradients for black box
 * variational inference", NIPS 2015, for independent units. No deviation.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the sum over a unit's states is its exact expectation given
 * the other units, which do not depend on it.
 *
 * <p><b>Cost.</b> {@code units + 1} evaluations of the loss, one uniform per unit and row; memory
 * of two layers.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for more than one layer; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new LocalExpectation().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "local-expectation")), sink);
 * sink.finish();
 * }</pre>
 */
public record LocalExpectation() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer of independent units; each is summed over both of its states",
              "Titsias, Lazaro-Gredilla 2015 (NIPS)")
          .withCost((layers, lastUnits) -> lastUnits + 1L)
          .onOneLayer();

  @Override
  public String name() {
    return "local-expectation";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireOneLayer(this, problem);
    return new LocalExpectationSession(problem);
  }

  private static final class LocalExpectationSession extends PathSession {
    private final double[] da;
    private final double[] delta;

    LocalExpectationSession(Problem problem) {
      super(problem, 1);
      da = buffer();
      delta = buffer();
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      loss.flips(delta);
      terms.signedDensities(0, da);
      for (int i = 0; i < da.length; i++) {
        da[i] *= delta[i];
      }
      layer(out, 0, da);
    }
  }
}
