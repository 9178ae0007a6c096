package org.bitgrad.estimator.control;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * RODEO: the leave-one-out score-function estimator with two learned control variates, which a
 * Stein operator makes out of any function of the bits.
 *
 * <p><b>Formula.</b> With {@code n} samples {@code b_k}, losses {@code f_k}, scores {@code s_k =
 * (b_k - p) F'/(p (1 - p))}, and the operator {@code (A h)(b) = 1/D sum_j q(flipped b_j) (h(b with
 * bit j flipped) - h(b))},
 *
 * <pre>
 * dE/da_i = 1/n sum_k [ (f_k - 1/(n-1) sum_(j != k) (f_j + alpha (A h_j)(b_j))) s_ki + beta (A t_k)_i(b_k) ]
 * (A t_k)_i(b) = s_i ((A g_k)(b) - g_k(b with bit i flipped) / D)
 * </pre>
 *
 * The first control is global (a sample's enters the baseline of all others), the second per
 * sample: the last line is A applied to {@code t_k(b) = g_k(b) s(b)}, since {@code q(flipped b_i)}
 * times the score with {@code b_i} flipped is {@code -q(b_i) s_i}. The surrogates {@code h_k, g_k}
 * are the two outputs of one network of 100 leaky ramps (slope 0.3), the mean over the other
 * samples m of {@code H(G_m . (b - b_m), f_m)}, with {@code G_m} the derivative of the loss in the
 * bits at sample m. {@link Session#adapt} lowers the square of the estimate by Adam with step 1e-3
 * in alpha, beta, which start at 0, and in the network.
 *
 * <p><b>Source.</b> J. Shi, Y. Zhou, J. Hwang, M. Titsias, L. Mackey, "Gradient estimation with
 * discrete Stein operators", NeurIPS 2022. A is its Gibbs operator; for independent bits Barker's
 * with flips of one bit is the same one, since {@code q(b')/(q(b) + q(b')) = q(flipped b_j)}.
 * Deviations: outputs are averaged over the other samples for every n; the first output has no
 * constant, which A would cancel; noises other than logistic, by the chain rule from the logit; the
 * objective sums squares over pre-activations and averages over points. Several layers are our
 * continuation: A works on each layer given those before, G comes from straight-through
 * back-propagation, the global controls of all layers are added, and one pair of factors and one
 * network serve all (the published code draws new samples for every layer).
 *
 * <p><b>Shapes.</b> {@code n} rows per point; derivatives {@code [units x (points n)]} in the
 * pre-activations. Draws: sites {@code layer1}, {@code layer2}, ... State: alpha, beta, the 501
 * parameters of the network, then two moments of each and the number of steps.
 *
 * <p><b>Bias.</b> Unbiased everywhere in every state: surrogates of a sample do not depend on it,
 * so {@code A h_k} and {@code A t_k} have mean 0 given the other samples and the layers before, and
 * the product of {@code A h_j} with another sample's score has mean 0, too.
 *
 * <p><b>Cost.</b> {@code n} evaluations of the loss and of its derivative, {@code n} uniforms per
 * unit, {@code n (n-1) (units + 1)} passes through the network; memory of six times all layers.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} for {@code n} below 2; {@link
 * UnsupportedOperationException} on a loss without a derivative; {@link ArithmeticException} if a
 * loss is not finite.
 *
 * <pre>{@code
 * Session session = new Rodeo(2).open(problem);
 * for (int t = 0; t < 1000; t++) {
 *   session.adapt(Draw.of(RandomStream.of(7, "adaptation").child(t)));
 * }
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "rodeo")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param samples paths per point, n
 */
public record Rodeo(int samples) implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "the operator's images have mean 0 given the other samples and the layers before",
              "Shi, Zhou, Hwang, Titsias, Mackey 2022 (NeurIPS), arXiv 2202.09497")
          .withLossGradient()
          .withMoments(Traits.Moments.ONE_LAYER)
          .adapting();

  /**
   * Checks the number of paths.
   *
   * @param samples paths per point, n
   */
  public Rodeo {
    if (samples < 2) {
      throw new IllegalArgumentException("n of rodeo must be at least 2, but is " + samples);
    }
  }

  @Override
  public String name() {
    return "rodeo(" + samples + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withCost(Traits.Cost.of(samples, samples));
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    Requirements.requireSize(this, samples, problem);
    return new RodeoSession(problem, samples);
  }
}
