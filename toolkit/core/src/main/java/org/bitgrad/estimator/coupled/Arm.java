package org.bitgrad.estimator.coupled;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * ARM, augment-REINFORCE-merge, layer by layer: two antithetic states of each layer, each completed
 * to an end of its own.
 *
 * <p><b>Formula.</b> For each layer, given the path before it, with {@code U} uniform per unit,
 *
 * <pre>
 * b1 = 1[U &gt; F(-a)],   b2 = 1[U &lt; F(a)]
 * dE/da_j = (f1 - f2) (U_j - 1/2) F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * where {@code f1} and {@code f2} are the losses at the ends of two independent paths that start
 * from {@code b1} and {@code b2}; the last factor is 1 for logistic noise and 0 where p is 0 or 1.
 * The path continues from {@code b1}; the loss's own parameters take the plain derivative at its
 * end. With {@code n} evaluations per layer the estimate is the mean of {@code n / 2} independent
 * pairs, each with a path of its own.
 *
 * <p><b>Source.</b> M. Yin, M. Zhou, "ARM: augment-REINFORCE-merge gradient for stochastic binary
 * networks", ICLR 2019; the layer-wise form is that of the code of Shekhovtsov, Yanush, Flach 2020.
 * Deviation: noises other than logistic, by the chain rule from the logit.
 *
 * <p><b>Shapes.</b> One row per pair and point, pair by pair; derivatives {@code [units x rows]} in
 * the pre-activations. Draws: site {@code U1} for the first layer, {@code r1a_layer2}, {@code
 * r1a_layer3}, ... for the path from its b1, {@code r1b_layer2}, ... for that from its b2, then
 * {@code U2} and so on.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the identity of ARM holds for every layer given the path
 * before it.
 *
 * <p><b>Cost.</b> {@code n L} evaluations of the loss and about {@code n L^2 / 2} layers' uniforms
 * for {@code L} layers; memory of n paths.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Arm().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "arm")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param evaluations of the loss per layer, n: twice the number of pairs
 */
public record Arm(int evaluations) implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "the antithetic identity of ARM holds for each layer given the path before it",
              "Yin, Zhou 2019 (ICLR), arXiv 1807.11143; layer-wise as in Shekhovtsov, Yanush,"
                  + " Flach 2020")
          .withMoments(Traits.Moments.ONE_LAYER);

  /**
   * Checks the number of evaluations.
   *
   * @param evaluations of the loss per layer, n: even and at least 2
   */
  public Arm {
    AntitheticSession.requirePairs("arm", evaluations);
  }

  /** One pair. */
  public Arm() {
    this(2);
  }

  @Override
  public String name() {
    return evaluations == 2 ? "arm" : "arm(" + evaluations + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withCost((layers, lastUnits) -> (long) evaluations * layers);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireSize(this, evaluations, problem);
    return new AntitheticSession(problem, evaluations / 2, false) {
      @Override
      double factor(double u, double v, double p, double q) {
        return (u - v) / 2;
      }
    };
  }
}
