package org.bitgrad.estimator.path;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * ST, the straight-through estimator with the derivative of the noise's distribution function:
 * back-propagation through one sampled path as if each state were its expectation.
 *
 * <p><b>Formula.</b> With {@code step} = 1 for bits and 2 for spins, and {@code g^L = df/dx} at the
 * sampled states,
 *
 * <pre>
 * dE/da^k_j   = step F'(a^k_j) g^k_j
 * g^(k-1)_i   = sum_j w_ji dE/da^k_j
 * </pre>
 *
 * <p><b>Source.</b> A. Shekhovtsov, V. Yanush, B. Flach, NeurIPS 2020, where it is PSA with both of
 * its differences linearised; the idea is G. Hinton's (2012) and Y. Bengio, N. Léonard, A.
 * Courville's (2013), there with other derivatives. No deviation from the first.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * The same estimator in both encodings.
 *
 * <p><b>Bias.</b> Unbiased in the loss's own parameters only, which take the plain derivative at
 * the sample. In the layers the flips' differences are replaced by derivatives: an error of second
 * order in the weights, none for a loss that is linear in the states of a single layer.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform per unit and
 * row; memory of two widest layers.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative;
 * {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new StraightThrough().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "st")), sink);
 * sink.finish();
 * }</pre>
 */
public record StraightThrough() implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "differences by flips are replaced by derivatives",
              "Shekhovtsov, Yanush, Flach 2020 (NeurIPS), arXiv 2006.03143;"
                  + " Bengio, Leonard, Courville 2013, arXiv 1308.3432")
          .withLossGradient();

  @Override
  public String name() {
    return "st";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new SlopeSession(problem) {
      @Override
      protected void slopes(int layer, double[] out) {
        path.pass().densities(layer, path.preactivations(layer), out);
      }

      @Override
      protected void derivatives(int layer, double step, double[] g, double[] da) {
        path.densities(layer, step, g, da);
      }
    };
  }
}
