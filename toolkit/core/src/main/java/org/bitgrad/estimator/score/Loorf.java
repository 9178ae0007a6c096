package org.bitgrad.estimator.score;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * LOORF, the leave-one-out REINFORCE estimator, also known as RLOO: each of several samples has the
 * mean loss of the others as its baseline.
 *
 * <p><b>Formula.</b> With {@code n} independent paths, losses {@code f_1 ... f_n} and their mean
 * {@code m},
 *
 * <pre>
 * dE/da^k_j = 1/(n - 1) sum_i (f_i - m) (bit_ij - p_ij) F'(a_ij) / (p_ij (1 - p_ij))
 * </pre>
 *
 * where the last factor is 1 for logistic noise and 0 where p is 0 or 1. The same number is {@code
 * n/(n - 1)} times the mean of {@code (f_i - m)} times the score, and the U-statistic of the kernel
 * {@code (f - f')(s - s')/2}. <b>VarGrad:</b> it is also the derivative in the parameters of {@code
 * q'}, at {@code q' = q}, of half the sample variance (denominator n - 1) of the log-ratios {@code
 * f_i + log q'(path_i) - log q(path_i)}, the paths held fixed; for a loss {@code f = log q - log
 * p}, as in variational inference, these are {@code log q' - log p}.
 *
 * <p><b>Source.</b> W. Kool, H. van Hoof, M. Welling, "Buy 4 REINFORCE samples, get a baseline for
 * free!", 2019; T. Salimans, D. Knowles, "On using control variates with stochastic approximation
 * for variational Bayes", 2014; as VarGrad: L. Richter et al., NeurIPS 2020. Deviation: in deep
 * networks one baseline for the whole path.
 *
 * <p><b>Shapes.</b> {@code n} rows per point; derivatives {@code [units x (points n)]} in the
 * pre-activations. Draws: the sites {@code layer1}, {@code layer2}, ..., n rows per point.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the other samples are independent of the one whose baseline
 * they are.
 *
 * <p><b>Cost.</b> {@code n} evaluations of the loss, {@code n} uniforms per unit; memory of n
 * paths.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} for {@code n} below 2; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Loorf(4).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "loorf")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param samples paths per point, n
 */
public record Loorf(int samples) implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "the baseline is the mean loss of the other samples, which are independent",
              "Kool, van Hoof, Welling 2019; Salimans, Knowles 2014; Richter et al. 2020 (NeurIPS)")
          .withMoments(Traits.Moments.U_STATISTIC);

  /**
   * Checks the number of paths.
   *
   * @param samples paths per point, n
   */
  public Loorf {
    if (samples < 2) {
      throw new IllegalArgumentException("n of loorf must be at least 2, but is " + samples);
    }
  }

  @Override
  public String name() {
    return "loorf(" + samples + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withEvaluations(samples);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireSize(this, samples, problem);
    return new Reinforce(samples, Baseline.leaveOneOut()).open(problem);
  }
}
