package org.bitgrad.estimator.bound;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.numeric.LogSums;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/**
 * Local DisARM for multi-sample bounds: every sample has an antithetic partner, and is exchanged
 * for it while the other samples stay.
 *
 * <p><b>Formula.</b> With {@code U} uniform per unit of each of the {@code n} samples, {@code b =
 * 1[U < p]} and {@code b' = 1[1 - U < p]}, {@code L} the bound at all b, and {@code L_k} the bound
 * with the weight of {@code b'_k} in place of that of {@code b_k},
 *
 * <pre>
 * dE/da_{k,j} = 1/2 (L - L_k) (b_{k,j} - b'_{k,j}) max(p_j, 1 - p_j) F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * where the derivative in a logit is the <em>sum</em> over the samples {@code k} that share it, and
 * the last factor is 1 for logistic noise and 0 where p is 0 or 1. The weights' own parameters take
 * the plain derivative of {@code L}.
 *
 * <p><b>Source.</b> Z. Dong, A. Mnih, G. Tucker, "DisARM: an antithetic gradient estimator for
 * binary latent variables", NeurIPS 2020, the multi-sample section and its published code.
 * Deviation: noises other than logistic by the chain rule from the logit.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [n D x points]} in the pre-activations of
 * all samples. Draws: site {@code U1}, the first sample's units first.
 *
 * <p><b>Bias.</b> Unbiased everywhere: given the other samples, the bound is a function of sample
 * k, and DisARM is unbiased for it.
 *
 * <p><b>Cost.</b> Two evaluations of the bound, that is {@code 2 n} weights; one uniform per unit
 * of every sample; {@code n^2} exponentials per point; memory of two paths.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for a problem that is not a bound of
 * at least 2 samples; {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Problem bound = problem.bound(8); // the loss of problem is the log weight
 * Session session = new LocalDisArm().open(bound);
 * MeanSink sink = new MeanSink(bound);
 * session.estimate(Draw.of(RandomStream.of(7, "local-disarm")), sink);
 * sink.finish();
 * }</pre>
 */
public record LocalDisArm() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "DisARM for each sample, given the others, which are independent of it",
              "Dong, Mnih, Tucker 2020 (NeurIPS), arXiv 2006.10680")
          .withEvaluations(2)
          .withMoments(Traits.Moments.ONE_LAYER)
          .onBounds();

  @Override
  public String name() {
    return "local-disarm";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireBound(this, problem);
    return new LocalDisArmSession(problem);
  }

  private static final class LocalDisArmSession extends BoundSession {
    private final States partners;
    private final LossPass partnerLoss;
    private final double[] uniforms;
    private final double[] opposites;
    private final double[] difference;

    LocalDisArmSession(Problem problem) {
      super(problem);
      partners = States.zeros(chain.encoding(), samples * units, rows);
      partnerLoss = problem.loss().open(rows);
      uniforms = buffer();
      opposites = buffer();
      difference = new double[samples * rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      path.activate(0);
      draw.antithetic("U1", rows, samples * units, path.law(0), uniforms, opposites);
      path.threshold(0, uniforms);
      mirror();
      loss.at(path.last());
      Finite.losses(loss.values(), problem.points());
      partnerLoss.at(partners);
      Finite.losses(partnerLoss.values(), problem.points());
      plainHead(out);
      double[] log = loss.logWeights();
      double[] instead = partnerLoss.logWeights();
      for (int s = 0; s < difference.length; s++) {
        difference[s] = LogSums.change(others(log, s), log[s], instead[s]);
      }
      derivatives();
      layer(out, 0, da);
    }

    /** The partner has bit 1 where {@code 1 - U < p}; leaves 1 - p in {@code da}. */
    private void mirror() {
      double[] a = path.preactivations(0);
      for (int i = 0; i < a.length; i++) {
        da[i] = -a[i];
      }
      Noise noise = chain.noise(0);
      noise.probabilities(da, da, 0, a.length);
      double[] p = path.probabilities(0);
      double low = chain.encoding().low();
      double high = chain.encoding().high();
      for (int i = 0; i < a.length; i++) {
        partners.values()[i] = opposites[i] < p[i] ? high : low;
      }
    }

    private void derivatives() {
      double[] a = path.preactivations(0);
      double[] p = path.probabilities(0);
      double[] x = path.last().values();
      double step = chain.encoding().step();
      Noise noise = chain.noise(0);
      for (int i = 0; i < a.length; i++) {
        double bits = (x[i] - partners.values()[i]) / step;
        double inLogit = 0.5 * difference[sampleOf(i)] * bits * Math.max(p[i], da[i]);
        da[i] = inLogit * noise.logitSlope(a[i]);
      }
    }
  }
}
