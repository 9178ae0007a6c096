package org.bitgrad.estimator.coupled;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * DisARM, also U2G: {@link Arm} averaged over everything but the pair of bits, layer by layer.
 *
 * <p><b>Formula.</b> For each layer, given the path before it, with {@code U} uniform per unit,
 *
 * <pre>
 * b1 = 1[U &gt; F(-a)],   b2 = 1[U &lt; F(a)]
 * dE/da_j = (f1 - f2) (b1_j - b2_j) / 2 max(p_j, 1 - p_j) F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * where {@code f1} and {@code f2} are the losses at the ends of two independent paths that start
 * from {@code b1} and {@code b2}; the last factor is 1 for logistic noise and 0 where p is 0 or 1.
 * The path continues from {@code b1}. The loss's own parameters take the mean derivative at both
 * ends of the last layer. With {@code n} evaluations per layer the estimate is the mean of {@code n
 * / 2} independent pairs, each with a path of its own.
 *
 * <p><b>Source.</b> Z. Dong, A. Mnih, G. Tucker, "DisARM: an antithetic gradient estimator for
 * binary latent variables", NeurIPS 2020, equation 6; M. Yin, N. Ho, B. Yan, X. Qian, M. Zhou,
 * "Probabilistic best subset selection via gradient-based optimization", 2020 (U2G). Deviations:
 * noises other than logistic, by the chain rule from the logit; both ends for the loss's
 * parameters.
 *
 * <p><b>Shapes.</b> One row per pair and point, pair by pair; derivatives {@code [units x rows]} in
 * the pre-activations. Draws: the sites of {@link Arm}, so that equal draws give both the same
 * pairs.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the conditional mean of an unbiased estimate. So each
 * coordinate's variance is at most that of ARM.
 *
 * <p><b>Cost.</b> {@code n L} evaluations of the loss and about {@code n L^2 / 2} layers' uniforms
 * for {@code L} layers; memory of n paths.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new DisArm(4).open(problem); // two pairs
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "disarm")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param evaluations of the loss per layer, n: twice the number of pairs
 */
public record DisArm(int evaluations) implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
          "the conditional mean of ARM given its pairs of bits",
          "Dong, Mnih, Tucker 2020 (NeurIPS), eq. 6; Yin, Ho, Yan, Qian, Zhou 2020 (U2G)");

  /**
   * Checks the number of evaluations.
   *
   * @param evaluations of the loss per layer, n: even and at least 2
   */
  public DisArm {
    AntitheticSession.requirePairs("disarm", evaluations);
  }

  /** One pair. */
  public DisArm() {
    this(2);
  }

  @Override
  public String name() {
    return evaluations == 2 ? "disarm" : "disarm(" + evaluations + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withCost((layers, lastUnits) -> (long) evaluations * layers);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireSize(this, evaluations, problem);
    return new AntitheticSession(problem, evaluations / 2, true) {
      @Override
      double factor(double u, double v, double p, double q) {
        double difference = (v < p ? 0.5 : 0) - (u < p ? 0.5 : 0);
        return difference * Math.max(p, q);
      }
    };
  }
}
