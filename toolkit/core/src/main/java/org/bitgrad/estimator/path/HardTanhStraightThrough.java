package org.bitgrad.estimator.path;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * HardTanh ST: back-propagation through one sampled path with the derivative of the clipped
 * identity in place of that of the distribution function, whatever the noise.
 *
 * <p><b>Formula.</b> With a window {@code c}, {@code step} = 1 for bits and 2 for spins, and {@code
 * g = df/dx} at the sampled states,
 *
 * <pre>
 * dE/da = step / (2 c) 1[|a| &lt; c] g
 * </pre>
 *
 * the slope of {@code HardTanh(a / c)} for spins, passed back through the weights in all layers.
 *
 * <p><b>Source.</b> I. Hubara, M. Courbariaux, D. Soudry, R. El-Yaniv, Y. Bengio, "Binarized neural
 * networks", NeurIPS 2016, with {@code c = 1}; as "HardST" in the code of Shekhovtsov, Yanush,
 * Flach 2020. Deviation from the first: states are sampled, not signs of the pre-activations.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * The same estimator in both encodings.
 *
 * <p><b>Bias.</b> It is {@link StraightThrough} for uniform noise on {@code [-c, c]}, with its
 * bias; under any other noise slope and probabilities do not belong together: for standard logistic
 * noise and {@code c = 1} it is twice too large at 0 and 0 beyond 1. Unbiased in the loss's own
 * parameters only.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform per unit and
 * row; memory of two widest layers.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} if the window is not a positive finite
 * number; {@link UnsupportedOperationException} on a loss without a derivative; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new HardTanhStraightThrough(1).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "st-hardtanh")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param window half the width of the window, in units of the pre-activation
 */
public record HardTanhStraightThrough(double window) implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "the slope of uniform noise, whatever the noise; differences become derivatives",
              "Hubara et al. 2016 (NeurIPS), arXiv 1602.02830;"
                  + " Shekhovtsov, Yanush 2021 (GCPR), arXiv 2006.06880")
          .withLossGradient();

  /**
   * Checks the window.
   *
   * @param window half the width of the window, in units of the pre-activation
   */
  public HardTanhStraightThrough {
    Requirements.requirePositive("window of st-hardtanh", window);
  }

  @Override
  public String name() {
    return window == 1 ? "st-hardtanh" : "st-hardtanh(" + NumberText.of(window) + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    double inside = 0.5 / window;
    return SlopeSession.of(
        problem,
        (path, layer, out) -> {
          double[] a = path.preactivations(layer);
          for (int i = 0; i < a.length; i++) {
            out[i] = Math.abs(a[i]) < window ? inside : 0;
          }
        });
  }
}
