package org.bitgrad.estimator.relaxed;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * BayesBiNN's gradient: the relaxed spins of {@link Concrete} with a scale that turns their
 * derivative into one in the means, and the guard against division by zero that the published code
 * adds to it.
 *
 * <p><b>Formula.</b> With {@code v = (a - Z) / tau}, the relaxed spin {@code w = tanh(v / 2)}, the
 * mean {@code mu = 2 F(a) - 1}, the guard {@code eps} and {@code g = df/dw} in spins,
 *
 * <pre>
 * s = (1 - w^2 + eps) / (tau (1 - mu^2 + eps))
 * dE/dmu = s g,   dE/da = s g dmu/da
 * </pre>
 *
 * The latter is given, in all layers. In the method's own terms {@code a = 2 lambda}, and {@code w
 * = tanh((lambda + delta) / tau)}.
 *
 * <p><b>Source.</b> X. Meng, R. Bachmann, M. E. Khan, "Training binary neural networks using the
 * Bayesian learning rule", ICML 2020, and its public code, in which {@code tau} and {@code eps} are
 * 1e-10; analysed by A. Shekhovtsov, GCPR 2021. Deviation: it is a derivative in the
 * pre-activations, so that it can be compared with others; for noises other than standard logistic
 * {@code 4 F'(a)} stands for {@code 1 - mu^2}, which it equals there.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations;
 * relaxed states between the encoding's numbers or equal to them. Draws: sites {@code layer1},
 * {@code layer2}, ...
 *
 * <p><b>Bias.</b> Biased everywhere, the loss's own parameters included: they see relaxed states.
 * With {@code eps = 0} it is {@link Concrete} wherever {@code F'(a) > 0}. With {@code eps} of the
 * order of {@code tau}, both small, the states are hard and the guard alone carries the gradient:
 * {@code s = 1 / (1 - mu^2 + eps) eps / tau} whatever the noise, so that {@code dE/da} is constant
 * times {@code g}: identity ST.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform and one
 * quantile per unit and row; memory of one path.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} if {@code tau} is not a positive finite
 * number or {@code guard} not a finite number of at least 0; {@link UnsupportedOperationException}
 * on a loss without a derivative.
 *
 * <pre>{@code
 * Session session = new BayesBinn(0.5, 0).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "bayesbinn")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param tau temperature, in units of the pre-activation
 * @param guard {@code eps}, added to {@code 1 - w^2} and {@code 1 - mu^2}
 */
public record BayesBinn(double tau, double guard) implements Estimator {
  private static final Traits TRAITS =
      Traits.biased(
              "relaxed states replace the bits; with the code's guard, identity ST",
              "Meng, Bachmann, Khan 2020 (ICML), arXiv 2002.10778;"
                  + " Shekhovtsov 2021 (GCPR), arXiv 2110.03549")
          .withLossGradient()
          .withMoments(Traits.Moments.NONE);

  /**
   * Checks the numbers.
   *
   * @param tau temperature, in units of the pre-activation
   * @param guard {@code eps}, added to {@code 1 - w^2} and {@code 1 - mu^2}
   */
  public BayesBinn {
    Requirements.requirePositive("tau of bayesbinn", tau);
    if (!(guard >= 0) || Double.isInfinite(guard)) {
      throw new IllegalArgumentException(
          "guard of bayesbinn must be a finite number of at least 0, but is " + guard);
    }
  }

  @Override
  public String name() {
    String guarded = guard == 0 ? "" : ",guard=" + NumberText.of(guard);
    return "bayesbinn(" + NumberText.of(tau) + guarded + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new ScaledSession(problem, this);
  }

  private static final class ScaledSession implements Session {
    private final Problem problem;
    private final BayesBinn method;
    private final Relaxation relaxation;
    private final RelaxedByNoise units;
    private double[] density = new double[0];

    ScaledSession(Problem problem, BayesBinn method) {
      this.problem = problem;
      this.method = method;
      relaxation = new Relaxation(problem);
      units = new RelaxedByNoise(problem, method.tau);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      relaxation.estimate((layer, a, slope) -> relax(draw, layer, a, slope), out);
    }

    private void relax(Draw draw, int layer, double[] a, double[] slope) {
      if (density.length < slope.length) {
        density = new double[slope.length];
      }
      problem.chain().noise(layer).densities(a, density, 0, slope.length);
      units.relax(draw, layer, a, slope);
      for (int i = 0; i < slope.length; i++) {
        slope[i] = scale(4 * a[i] * (1 - a[i]), 4 * density[i]) * density[i];
      }
    }

    /** s; 0 where a unit is saturated and no guard is set. */
    private double scale(double oneMinusSquare, double oneMinusMeanSquare) {
      double below = method.tau * (oneMinusMeanSquare + method.guard);
      return below == 0 ? 0 : (oneMinusSquare + method.guard) / below;
    }
  }
}
