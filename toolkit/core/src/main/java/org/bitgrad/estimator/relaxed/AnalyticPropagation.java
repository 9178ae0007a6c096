package org.bitgrad.estimator.relaxed;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.Problem;

/**
 * AP2, analytic propagation of means and variances: every layer's states are taken as independent
 * numbers of which mean and variance are known, and the derivative is that of the expected loss so
 * approximated.
 *
 * <p><b>Formula.</b> With {@code V} the variance of the unit's noise and {@code F} its distribution
 * function, from the data ({@code m} = input, {@code v} = 0) on,
 *
 * <pre>
 * mu = W m + b,   s2 = (W * W) v                    the pre-activation
 * p  = F(mu / sqrt(1 + s2 / V))                     the bit
 * m  = low + step p,   v = step^2 p (1 - p)         the state
 * </pre>
 *
 * At a head of linear outputs, these are independent Gaussian numbers of mean {@code W m + b} and
 * variance {@code (W * W) v}, and the value is the expectation of the output loss: {@code f(mean) +
 * sum_o (E_o f - f(mean))}, where {@code E_o} lets output {@code o} alone vary, by nine points of
 * Gauss and Hermite. Any other loss is taken at the means of the states.
 *
 * <p><b>Source.</b> A. Shekhovtsov, B. Flach, "Feed-forward propagation in probabilistic neural
 * networks with categorical and max layers", ICLR 2019; compared as "ADF" in the code of
 * Shekhovtsov, Yanush, Flach 2020. Deviations: at the head that code passes the outputs through the
 * moments of a binary unit too and then samples them, which keeps them near [-1, 1]; here they stay
 * as they are, and the loss is integrated. Noises other than logistic are handled as that one: the
 * sum of noise and pre-activation is taken to be of the noise's family.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in means and in
 * variances of the pre-activations. The same estimator in both encodings.
 *
 * <p><b>Bias.</b> Biased everywhere, the loss's own parameters included. States of a layer that
 * share their predecessors are correlated, which is left out; a sum of few states is not Gaussian;
 * and noise plus a Gaussian number is of the noise's family for Gaussian noise only, so that
 * elsewhere a part of the bias stays however wide the layers are. Exact for one layer under a
 * squared error of linear outputs, which only knows mean and variance of each; without a head it is
 * {@link MeanField} on one layer.
 *
 * <p><b>Cost.</b> One evaluation of the expected loss and one of its derivative: under a head of
 * {@code O} outputs {@code 1 + 8 O} evaluations of the output loss. Twice the products of a mean
 * field; no random numbers, so one estimate is all there is; memory of five numbers per unit and
 * row.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative, and
 * on a chain of several layers that does not propagate variances; {@link ArithmeticException} if a
 * loss is not finite.
 *
 * <pre>{@code
 * Session session = new AnalyticPropagation().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "unused")), sink);
 * sink.finish();
 * }</pre>
 */
public record AnalyticPropagation() implements Estimator {
  private static final Traits TRAITS =
      Traits.biased(
              "correlations within a layer and the shape of sums are left out",
              "Shekhovtsov, Flach 2019 (ICLR), OpenReview SkMuPjRcKQ;"
                  + " Shekhovtsov, Yanush, Flach 2020 (NeurIPS), arXiv 2006.03143")
          .withLossGradient()
          .withoutRandomness();

  @Override
  public String name() {
    return "ap2";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    return new MomentSession(this, problem) {
      @Override
      void argument(Draw draw, int layer, MeanVariance a, double[] z, MeanVariance dz) {
        damp(a, noise(layer).variance(), z, dz);
      }

      @Override
      void atLoss(Draw draw, MeanVariance last) {
        loss.expect(last);
      }
    };
  }

  private static void damp(MeanVariance a, double noise, double[] z, MeanVariance dz) {
    for (int i = 0; i < a.mean().length; i++) {
      double share = 1 / (1 + a.variance()[i] / noise);
      double factor = Math.sqrt(share);
      z[i] = a.mean()[i] * factor;
      dz.mean()[i] = factor;
      dz.variance()[i] = -z[i] * share / (2 * noise);
    }
  }
}
