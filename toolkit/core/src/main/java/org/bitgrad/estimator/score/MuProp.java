package org.bitgrad.estimator.score;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * MuProp: REINFORCE with the first-order Taylor expansion of the loss around the mean-field path as
 * control variate, whose expectation is added back in closed form.
 *
 * <p><b>Formula.</b> With {@code m^k} the means of layer k on the mean-field path, {@code f(m)} the
 * loss at its end and {@code g^k} its derivative in {@code m^k}, for a sampled path x,
 *
 * <pre>
 * dE/da^k_j = (f(x) - f(m) - sum_i g^k_i (x^k_i - m^k_i)) (bit_j - p_j) F'(a_j) / (p_j (1 - p_j))
 *             + step g^k_j F'(a_j)
 * </pre>
 *
 * with {@code step} = 1 for bits and 2 for spins. For one layer {@code m = p}, and logistic bits
 * give {@code (f(b) - f(p) - f'(p)(b - p)) (b_j - p_j) + f'_j(p) p_j (1 - p_j)}. The loss's own
 * parameters take the plain derivative at x.
 *
 * <p><b>Source.</b> S. Gu, S. Levine, I. Sutskever, A. Mnih, "MuProp: unbiased backpropagation for
 * stochastic neural networks", ICLR 2016. Deviations: the paper's learned baselines of the residual
 * are left out; noises other than logistic, by the chain rule from the logit.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the expansion point depends on parameters and data, not on
 * the sample, so the mean of what is subtracted from a layer, given the path before it, is what is
 * added.
 *
 * <p><b>Cost.</b> 2 evaluations of the loss, one of them at the means, and one of its derivative;
 * one uniform per unit and row; memory of three paths.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative;
 * {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new MuProp().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "muprop")), sink);
 * sink.finish();
 * }</pre>
 */
public record MuProp() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "the mean of the linear control variate is added back in closed form",
              "Gu, Levine, Sutskever, Mnih 2016 (ICLR), arXiv 1511.05176")
          .withLossGradient()
          .withCost(Traits.Cost.of(2, 1));

  @Override
  public String name() {
    return "muprop";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new MuPropSession(problem);
  }

  private static final class MuPropSession extends PathSession {
    private final MeanFieldExpansion expansion;
    private final double[] da;
    private final double[] densities;
    private final double[] residual;

    MuPropSession(Problem problem) {
      super(problem, 1);
      expansion = new MeanFieldExpansion(problem);
      da = buffer();
      densities = buffer();
      residual = new double[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      expansion.compute();
      double step = chain.encoding().step();
      for (int k = 0; k < layers; k++) {
        double[] g = expansion.gradient(k);
        setResidual(k, g);
        terms.scores(k, da);
        path.pass().densities(k, path.preactivations(k), densities);
        for (int i = 0; i < g.length; i++) {
          da[i] = residual[i % rows] * da[i] + step * g[i] * densities[i];
        }
        layer(out, k, da);
      }
    }

    /** The loss minus its linear model in the states of a layer. */
    private void setResidual(int layer, double[] g) {
      double[] f = loss.values();
      double[] atMeans = expansion.values();
      for (int r = 0; r < rows; r++) {
        residual[r] = f[r] - atMeans[r];
      }
      double[] x = path.states(layer).values();
      double[] means = expansion.means(layer);
      for (int i = 0; i < g.length; i++) {
        residual[i % rows] -= g[i] * (x[i] - means[i]);
      }
    }
  }
}
