package org.bitgrad.estimator.control;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * REBAR: the score-function estimator with the loss at relaxed bits as control variate, whose own
 * gradient is taken by reparameterisation.
 *
 * <p><b>Formula.</b> With {@code z = logit(p) - logit(u)}, {@code b = 1[z > 0]}, {@code zt} of the
 * law of z given b, and {@code c(z) = eta f(sigmoid(z / tau))}, in the logit,
 *
 * <pre>
 * (f(b) - c(zt)) (b_i - p_i) + dc/dz_i(z) - dc/dz_i(zt) dzt_i/dlogit_i
 * </pre>
 *
 * times {@code F'/(p (1 - p))} in the pre-activation. With {@code n = 3 m} the mean of m such
 * complete estimates.
 *
 * <p><b>Source.</b> G. Tucker, A. Mnih, C. Maddison, D. Lawson, J. Sohl-Dickstein, "REBAR:
 * low-variance, unbiased gradient estimates for discrete latent variable models", NIPS 2017.
 * Deviations: tau and eta are given, not learned (see {@link Relax}); noises other than logistic
 * through their probabilities, by the chain rule from the logit; u counts from the other end, so
 * that the bit is {@code 1[u < p]} as everywhere. Published code with several samples multiplies
 * averaged signals by averaged scores, which is biased.
 *
 * <p><b>Shapes.</b> {@code n/3} rows per point; derivatives {@code [units x (points n/3)]} in the
 * pre-activations. Draws: sites {@code layer1} for u and {@code v_layer1} for the number behind zt.
 *
 * <p><b>Bias.</b> Unbiased everywhere for every tau and eta: the score term of c given the bits is
 * the difference of two derivatives by reparameterisation.
 *
 * <p><b>Cost.</b> {@code n} evaluations of the loss (a third of them at bits) and {@code 2n/3} of
 * its derivative; two uniforms, five logarithms per unit and sample; memory of ten layers.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} if {@code tau} is not positive and finite,
 * {@code eta} is not finite or n is not a positive multiple of 3; {@link
 * UnsupportedOperationException} for more than one layer and on a loss without a derivative; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Rebar(0.5, 1, 3).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "rebar")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param tau temperature, in units of the logit
 * @param eta factor of the control variate
 * @param evaluations of the loss, n, a multiple of 3
 */
public record Rebar(double tau, double eta, int evaluations) implements Estimator {
  /** Evaluations of one complete estimate: at the bits, at z and at z given the bits. */
  static final int PER_SAMPLE = 3;

  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer; the score term of the control variate given the bits is a difference of"
                  + " derivatives by reparameterisation",
              "Tucker, Mnih, Maddison, Lawson, Sohl-Dickstein 2017 (NIPS), arXiv 1703.07370")
          .withLossGradient()
          .withMoments(Traits.Moments.NONE)
          .onOneLayer();

  /**
   * Checks the numbers.
   *
   * @param tau temperature, in units of the logit
   * @param eta factor of the control variate
   * @param evaluations of the loss, n, a multiple of 3
   */
  public Rebar {
    requireTemperature("rebar", tau);
    requireTriples("rebar", evaluations);
    if (!Double.isFinite(eta)) {
      throw new IllegalArgumentException("eta of rebar must be a finite number, but is " + eta);
    }
  }

  static void requireTemperature(String name, double tau) {
    if (!(tau > 0) || Double.isInfinite(tau)) {
      throw new IllegalArgumentException(
          "tau of " + name + " must be a positive finite number, but is " + tau);
    }
  }

  static void requireTriples(String name, int evaluations) {
    if (evaluations < PER_SAMPLE || evaluations % PER_SAMPLE != 0) {
      throw new IllegalArgumentException(
          "n of "
              + name
              + " must be a positive multiple of 3, since a sample takes 3 evaluations, but is "
              + evaluations);
    }
  }

  @Override
  public String name() {
    String scale = eta == 1 ? "" : ",eta=" + NumberText.of(eta);
    String n = evaluations == PER_SAMPLE ? "" : ",n=" + evaluations;
    return "rebar(" + NumberText.of(tau) + scale + n + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withCost(Traits.Cost.of(evaluations, 2L * evaluations / PER_SAMPLE));
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    Requirements.requireOneLayer(this, problem);
    Requirements.requireSize(this, evaluations, problem);
    return new RebarSession(problem, this);
  }

  private static final class RebarSession extends ReparameterisedSession {
    private final double tau;
    private final double eta;

    RebarSession(Problem problem, Rebar recipe) {
      super(problem, recipe.evaluations / PER_SAMPLE);
      tau = recipe.tau;
      eta = recipe.eta;
    }

    @Override
    void control(double[] z, double[] value, double[] gradient) {
      relaxed.at(z, tau, value, gradient);
      for (int r = 0; r < rows; r++) {
        value[r] *= eta;
      }
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= eta;
      }
    }
  }
}
