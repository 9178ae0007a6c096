package org.bitgrad.estimator.relaxed;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.path.SlopeSession;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.estimator.path.Zgr;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.VectorMath;

/**
 * ST-Gumbel, or straight-through Gumbel-softmax: hard bits in the forward pass, the derivative of
 * {@link Concrete}'s relaxed ones in the backward pass.
 *
 * <p><b>Formula.</b> With {@code Z} the noise of the unit, a temperature {@code tau}, {@code v = (a
 * - Z) / tau}, {@code step} = 1 for bits and 2 for spins, and {@code g = df/dx} at the hard states,
 *
 * <pre>
 * bit = 1[v &gt; 0],   dE/da = step sigmoid(v) sigmoid(-v) / tau g
 * </pre>
 *
 * in all layers, passed back through the weights as in {@link StraightThrough}.
 *
 * <p><b>Source.</b> E. Jang, S. Gu, B. Poole, "Categorical reparameterization with Gumbel-softmax",
 * ICLR 2017, the straight-through variant; the analysis for bits: A. Shekhovtsov, "Bias-variance
 * tradeoffs in single-sample binary gradient estimators", GCPR 2021. The temperature is that of
 * states in {0, 1}, as for {@link Concrete}. Deviation: noises other than logistic through their
 * own quantile.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * The same estimator in both encodings. Draws: sites {@code layer1}, {@code layer2}, ...
 *
 * <p><b>Bias.</b> Unbiased in the loss's own parameters only, which take the plain derivative at
 * the sample. As {@code tau} goes to 0 the mean goes to that of {@link Zgr}, which is exact for
 * losses of second degree in each bit and biased beyond, while the variance grows as {@code 1 /
 * tau}. For a linear loss it is {@link Concrete} draw by draw.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform and one
 * quantile per unit and row; memory of one path.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} if {@code tau} is not a positive finite
 * number; {@link UnsupportedOperationException} on a loss without a derivative; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new StraightThroughGumbel(0.5).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "st-gumbel")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param tau temperature, in units of the pre-activation
 */
public record StraightThroughGumbel(double tau) implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "hard states meet the slopes of relaxed ones, at every tau",
              "Jang, Gu, Poole 2017 (ICLR), arXiv 1611.01144;"
                  + " Shekhovtsov 2021 (GCPR), arXiv 2110.03549")
          .withLossGradient()
          .withMoments(Traits.Moments.NONE);

  /**
   * Checks the temperature.
   *
   * @param tau temperature, in units of the pre-activation
   */
  public StraightThroughGumbel {
    Requirements.requirePositive("tau of st-gumbel", tau);
  }

  @Override
  public String name() {
    return "st-gumbel(" + NumberText.of(tau) + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new HardForward(problem, tau);
  }

  private static final class HardForward extends SlopeSession {
    private final double tau;
    private final double[][] uniforms;

    HardForward(Problem problem, double tau) {
      super(problem);
      this.tau = tau;
      uniforms = new double[layers][];
      for (int k = 0; k < layers; k++) {
        uniforms[k] = new double[chain.units(k) * rows];
      }
    }

    @Override
    protected void draw(Draw draw) {
      for (int k = 0; k < layers; k++) {
        path.activate(k);
        draw.uniforms(Draw.layerSite(k), rows, chain.units(k), uniforms[k]);
        path.threshold(k, uniforms[k]);
      }
      evaluate();
    }

    @Override
    protected void slopes(int layer, double[] out) {
      Noise noise = path.noise(layer);
      double[] a = path.preactivations(layer);
      double[] u = uniforms[layer];
      for (int i = 0; i < a.length; i++) {
        out[i] = (a[i] - noise.quantile(u[i])) / tau;
      }
      VectorMath.sigmoidDerivative(out, out, 0, a.length);
      for (int i = 0; i < a.length; i++) {
        out[i] /= tau;
      }
    }
  }
}
