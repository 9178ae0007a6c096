package org.bitgrad.estimator.score;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * AR, augment-REINFORCE: the loss times an affine function of the uniform numbers that the bits are
 * cut from.
 *
 * <p><b>Formula.</b> With {@code U} uniform per unit and {@code b = 1[U < F(a)]},
 *
 * <pre>
 * dE/da_j = f(b) (1 - 2 U_j) F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * where the last factor is 1 for logistic noise and 0 where p is 0 or 1.
 *
 * <p><b>Source.</b> M. Yin, M. Zhou, "ARM: augment-REINFORCE-merge gradient for stochastic binary
 * networks", ICLR 2019, the step before the merge. Deviations: several layers, by applying the
 * identity to each layer given the path before it, with the loss at the end of one common path;
 * noises other than logistic, by the chain rule from the logit.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * Draws: the path's sites {@code layer1}, {@code layer2}, ...
 *
 * <p><b>Bias.</b> Unbiased everywhere: given the path before a layer, the mean of {@code 1 - 2 U_j}
 * is {@code 1 - p_j} where the bit is 1 and {@code -p_j} where it is 0, which is the score.
 *
 * <p><b>Cost.</b> One evaluation of the loss, one uniform per unit and row; memory of two widest
 * layers and one number per unit and row. REINFORCE is its expectation given the bits, at the same
 * cost and never with more variance: AR is the first half of ARM rather than a method of its own.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new AugmentReinforce().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "augment-reinforce")), sink);
 * sink.finish();
 * }</pre>
 */
public record AugmentReinforce() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "given the bits, 1 - 2 u has the score as its mean",
              "Yin, Zhou 2019 (ICLR), arXiv 1807.11143")
          .withMoments(Traits.Moments.ONE_LAYER);

  @Override
  public String name() {
    return "augment-reinforce";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    return new AugmentSession(problem);
  }

  private static final class AugmentSession extends PathSession {
    private final double[][] uniforms;
    private final double[][] opposites;
    private final double[] da;

    AugmentSession(Problem problem) {
      super(problem, 1);
      uniforms = new double[layers][];
      opposites = new double[layers][];
      for (int k = 0; k < layers; k++) {
        uniforms[k] = new double[chain.units(k) * rows];
        opposites[k] = uniforms[k].clone();
      }
      da = buffer();
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers; k++) {
        path.activate(k);
        draw.antithetic(
            Draw.layerSite(k), rows, chain.units(k), path.law(k), uniforms[k], opposites[k]);
        path.threshold(k, uniforms[k]);
      }
      loss.at(path.last());
      Finite.losses(loss.values(), problem.points());
      plainHead(out);
      for (int k = 0; k < layers; k++) {
        derivatives(k);
        layer(out, k, da);
      }
    }

    private void derivatives(int layer) {
      double[] f = loss.values();
      double[] a = path.preactivations(layer);
      double[] u = uniforms[layer];
      Noise noise = chain.noise(layer);
      for (int i = 0; i < u.length; i++) {
        da[i] = f[i % rows] * (opposites[layer][i] - u[i]) * noise.logitSlope(a[i]);
      }
    }
  }
}
