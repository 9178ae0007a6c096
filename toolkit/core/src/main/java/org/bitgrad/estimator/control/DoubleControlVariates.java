package org.bitgrad.estimator.control;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.LeaveOneOut;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * Double control variates: the leave-one-out score-function estimator, with the loss of each sample
 * corrected by a linear function of its bits whose slope is the derivative of the loss at the other
 * samples.
 *
 * <p><b>Formula.</b> With {@code n} samples, {@code G_k} the derivative of the loss in the bits at
 * sample k, {@code Gbar_-k} its mean over the other samples, {@code Gbar} over all of them, and
 * {@code s} the score {@code (bit - p) F'/(p (1 - p))},
 *
 * <pre>
 * c_k = Gbar_-k . (b_k - p),   h_k = f_k + alpha c_k
 * dE/da_i = 1/(n-1) sum_k (h_k - hbar) s_ki  -  alpha Gbar_i F'(a_i)
 * </pre>
 *
 * In several layers {@code c_k} is the sum over layers, with {@code G} the derivative that
 * straight-through back-propagation gives, and the last term is {@code alpha/n sum_k Gbar_-k,i
 * F'(a_ki)} in each layer: the same for one layer. Without a given alpha it starts at 0 and is
 * lowered on the squared estimate by Adam with step 1e-3 in {@link Session#adapt}.
 *
 * <p><b>Source.</b> M. Titsias, J. Shi, "Double control variates for gradient estimation in
 * discrete latent variable models", AISTATS 2022. Deviations: noises other than logistic, by the
 * chain rule from the logit; several layers, our continuation; the objective of alpha sums squares
 * over pre-activations and averages over points.
 *
 * <p><b>Shapes.</b> {@code n} rows per point; derivatives {@code [units x (points n)]} in the
 * pre-activations. Draws: sites {@code layer1}, {@code layer2}, ... State: alpha, its two moments,
 * the number of steps; none with a given alpha.
 *
 * <p><b>Bias.</b> Unbiased everywhere for every alpha: {@code c_k} has mean 0 given everything but
 * the bits {@code b_k}, its product with {@code s_k} has the mean of the last term, and scores of
 * one layer have mean 0 given the layers before.
 *
 * <p><b>Cost.</b> {@code n} evaluations of the loss and of its derivative, {@code n} uniforms per
 * unit; memory of all layers.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} for {@code n} below 2 or an alpha that is
 * not finite; {@link UnsupportedOperationException} on a loss without a derivative; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new DoubleControlVariates(4, OptionalDouble.of(-0.5)).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "double-cv")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param samples paths per point, n
 * @param alpha factor of the linear function; empty to learn it
 */
public record DoubleControlVariates(int samples, OptionalDouble alpha) implements Estimator {
  private static final double RATE = 1e-3;

  private static final Traits UNBIASED =
      Traits.unbiased(
              "the linear control variate has mean 0 given the other samples, and its product with"
                  + " the score has a known mean",
              "Titsias, Shi 2022 (AISTATS), arXiv 2111.05300")
          .withLossGradient()
          .withMoments(Traits.Moments.ONE_LAYER);

  /**
   * Checks the numbers.
   *
   * @param samples paths per point, n
   * @param alpha factor of the linear function; empty to learn it
   */
  public DoubleControlVariates {
    if (samples < 2) {
      throw new IllegalArgumentException("n of double-cv must be at least 2, but is " + samples);
    }
    if (!Double.isFinite(alpha.orElse(0))) {
      throw new IllegalArgumentException(
          "alpha of double-cv must be a finite number, but is " + alpha.getAsDouble());
    }
  }

  @Override
  public String name() {
    String fixed = alpha.isPresent() ? ",alpha=" + NumberText.of(alpha.getAsDouble()) : "";
    return "double-cv(" + samples + fixed + ")";
  }

  @Override
  public Traits traits() {
    Traits traits = UNBIASED.withCost(Traits.Cost.of(samples, samples));
    return alpha.isPresent() ? traits : traits.adapting();
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    Requirements.requireSize(this, samples, problem);
    return new DoubleControlSession(problem, samples, alpha);
  }

  private static final class DoubleControlSession extends PathSession {
    private final int samples;
    private final boolean learns;
    private final AdamParameters alpha;
    private final BitSlopes slopes;
    private final double[] da;
    private final double[] density;
    private final double[] control;
    private final double[] advantage;
    private final double[] controlAdvantage;
    private final double[] alphaGradient = new double[1];

    DoubleControlSession(Problem problem, int samples, OptionalDouble alpha) {
      super(problem, samples);
      this.samples = samples;
      learns = alpha.isEmpty();
      this.alpha = new AdamParameters(RATE, alpha.orElse(0));
      slopes = new BitSlopes(chain, path, loss);
      da = buffer();
      density = buffer();
      control = new double[rows];
      advantage = new double[rows];
      controlAdvantage = new double[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      weigh();
      for (int k = 0; k < layers; k++) {
        derivatives(k, advantage, alpha.value(0));
        layer(out, k, da);
      }
    }

    /** Sets what the scores are multiplied with, for the estimate and for its slope in alpha. */
    private void weigh() {
      lineariseAtTheOthers();
      Arrays.fill(control, 0);
      for (int k = 0; k < layers; k++) {
        addControl(k);
      }
      double[] f = loss.values();
      for (int r = 0; r < rows; r++) {
        advantage[r] = f[r] + alpha.value(0) * control[r];
      }
      LeaveOneOut.advantages(advantage, problem.points(), advantage);
      LeaveOneOut.advantages(control, problem.points(), controlAdvantage);
    }

    /** For each row, the derivative of the loss in the bits, averaged over the other samples. */
    private void lineariseAtTheOthers() {
      slopes.compute();
      for (int k = 0; k < layers; k++) {
        for (int unit = 0; unit < chain.units(k); unit++) {
          averageOthers(slopes.of(k), unit * rows);
        }
      }
    }

    private void averageOthers(double[] g, int from) {
      int points = problem.points();
      for (int point = from; point < from + points; point++) {
        double sum = 0;
        for (int i = point; i < from + rows; i += points) {
          sum += g[i];
        }
        for (int i = point; i < from + rows; i += points) {
          g[i] = (sum - g[i]) / (samples - 1);
        }
      }
    }

    private void addControl(int layer) {
      double[] x = path.states(layer).values();
      double high = chain.encoding().high();
      double[] p = path.probabilities(layer);
      BitLaw law = path.law(layer);
      double[] g = slopes.of(layer);
      for (int unit = 0; unit < chain.units(layer); unit++) {
        for (int r = 0; r < rows; r++) {
          int i = unit * rows + r;
          control[r] += g[i] * (x[i] == high ? law.zero(i) : -p[i]);
        }
      }
    }

    /** Sets the derivatives of a layer; the slope in alpha with the control's advantage and 1. */
    private void derivatives(int layer, double[] weights, double factor) {
      terms.scores(layer, da);
      path.pass().densities(layer, path.preactivations(layer), density);
      double[] g = slopes.of(layer);
      for (int unit = 0; unit < chain.units(layer); unit++) {
        for (int r = 0; r < rows; r++) {
          int i = unit * rows + r;
          da[i] = da[i] * weights[r] - factor * g[i] * density[i] / samples;
        }
      }
    }

    @Override
    public void adapt(Draw draw) {
      if (!learns) {
        return;
      }
      sample(draw);
      weigh();
      alphaGradient[0] = 0;
      for (int k = 0; k < layers; k++) {
        alphaGradient[0] += slopeInAlpha(k);
      }
      alpha.lower(alphaGradient);
    }

    /** The derivative in alpha of a layer's squared estimates, mean over points. */
    private double slopeInAlpha(int layer) {
      int points = problem.points();
      derivatives(layer, advantage, alpha.value(0));
      double[] estimate = pointSums(layer);
      derivatives(layer, controlAdvantage, 1);
      double[] slope = pointSums(layer);
      double sum = 0;
      for (int i = 0; i < estimate.length; i++) {
        sum += 2 * estimate[i] * slope[i];
      }
      return sum / points;
    }

    private double[] pointSums(int layer) {
      int points = problem.points();
      double[] sums = new double[chain.units(layer) * points];
      for (int unit = 0; unit < chain.units(layer); unit++) {
        for (int r = 0; r < rows; r++) {
          sums[unit * points + r % points] += da[unit * rows + r];
        }
      }
      return sums;
    }

    @Override
    public double[] state() {
      return learns ? alpha.state() : super.state();
    }

    @Override
    public void restore(double[] state) {
      if (learns) {
        alpha.restore(state);
      } else {
        super.restore(state);
      }
    }
  }
}
