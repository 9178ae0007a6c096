package org.bitgrad.estimator.bound;

import java.util.Arrays;
import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.numeric.LogSums;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.Noise;

/**
 * Local ARMS for multi-sample bounds: {@code n} mutually antithetic samples stand, one after the
 * other, for each of {@code n} independent ones.
 *
 * <p><b>Formula.</b> With independent samples {@code b_k}, coupled samples {@code b'_m}, and {@code
 * F_k(m)} the bound with the weight of {@code b'_m} in place of that of {@code b_k},
 *
 * <pre>
 * dE/da_j = 1/(1 - rho_j) sum_k 1/(n-1) sum_m (F_k(m) - mean_m F_k(m)) (b'_{m,j} - p_j)
 *           F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * with {@code rho_j} the correlation of two coupled bits; the last factor is 1 for logistic noise
 * and 0 where p is 0 or 1. The weights' own parameters take the plain derivative of the bound at
 * the independent samples. With the copula {@code independent} in place of {@code dirichlet} this
 * is a local leave-one-out estimate.
 *
 * <p><b>Source.</b> A. Dimitriev, M. Zhou, "ARMS: antithetic-REINFORCE-multi-sample gradient for
 * binary variables", ICML 2021, and its published code. Deviations: that code averages over {@code
 * k}, which is the gradient divided by {@code n}; noises other than logistic by the chain rule from
 * the logit.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [n D x points]} in the pre-activations,
 * those of coupled sample m in the place of sample m. Draws: site {@code layer1} for the
 * independent samples, {@code U1} for the coupled ones.
 *
 * <p><b>Bias.</b> Unbiased everywhere: given the other independent samples, {@code F_k} is a
 * function of one sample, and ARMS is unbiased for it; the terms add up to the gradient.
 *
 * <p><b>Cost.</b> Two evaluations of the bound, that is {@code 2 n} weights; the uniforms of n
 * independent and n coupled samples; {@code n^2} exponentials per point; memory of two paths.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for a problem that is not a bound of
 * at least 2 samples drawn alike; {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Problem bound = problem.bound(8); // the loss of problem is the log weight
 * Session session = new LocalArms().open(bound);
 * MeanSink sink = new MeanSink(bound);
 * session.estimate(Draw.of(RandomStream.of(7, "local-arms")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param copula joint law of the coupled samples
 */
public record LocalArms(Copula copula) implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "ARMS for each sample, given the others, which are independent of it",
              "Dimitriev, Zhou 2021 (ICML), arXiv 2105.14141; the sum over samples, not their mean")
          .withEvaluations(2)
          .onBounds();

  /**
   * Checks that the copula is given.
   *
   * @param copula joint law of the coupled samples
   */
  public LocalArms {
    Objects.requireNonNull(copula, "copula");
  }

  /** With the Dirichlet copula. */
  public LocalArms() {
    this(Copulas.dirichlet());
  }

  @Override
  public String name() {
    return copula.equals(Copulas.dirichlet()) ? "local-arms" : "local-arms(" + copula.name() + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withMoments(copula.hasPatterns() ? Traits.Moments.PATHS : Traits.Moments.NONE);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireBound(this, problem);
    LocalArmsSession session = new LocalArmsSession(problem, copula);
    if (!session.samplesAreDrawnAlike()) {
      throw new UnsupportedOperationException(
          name() + " needs samples that are drawn alike, but their pre-activations differ");
    }
    return session;
  }

  private static final class LocalArmsSession extends BoundSession {
    private final Copula copula;
    private final Coupling coupling;
    private final States coupled;
    private final LossPass coupledLoss;
    private final double[] uniforms;
    private final double[] advantage;
    private final double[] change;

    LocalArmsSession(Problem problem, Copula copula) {
      super(problem);
      this.copula = copula;
      coupling = new Coupling(copula, samples, rows, units);
      coupled = States.zeros(chain.encoding(), samples * units, rows);
      coupledLoss = problem.loss().open(rows);
      uniforms = buffer();
      advantage = new double[samples * rows];
      change = new double[samples];
    }

    boolean samplesAreDrawnAlike() {
      path.activate(0);
      double[] a = path.preactivations(0);
      int size = units * rows;
      for (int k = 1; k < samples; k++) {
        if (!Arrays.equals(a, 0, size, a, k * size, (k + 1) * size)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      draw.coupled("U1", coupling, path.law(0), uniforms);
      threshold();
      coupledLoss.at(coupled);
      Finite.losses(coupledLoss.values(), problem.points());
      plainHead(out);
      Arrays.fill(advantage, 0);
      for (int s = 0; s < advantage.length; s++) {
        addExchanges(s);
      }
      derivatives();
      layer(out, 0, da);
    }

    /** Numbers come unit by unit and sample by sample; units stand sample by sample. */
    private void threshold() {
      double[] p = path.probabilities(0);
      double low = chain.encoding().low();
      double high = chain.encoding().high();
      for (int m = 0; m < samples; m++) {
        for (int j = 0; j < units; j++) {
          for (int r = 0; r < rows; r++) {
            boolean one = uniforms[(j * samples + m) * rows + r] < p[j * rows + r];
            coupled.values()[(m * units + j) * rows + r] = one ? high : low;
          }
        }
      }
    }

    /** Adds what each coupled sample would change in place of one independent sample. */
    private void addExchanges(int s) {
      int r = s % rows;
      double[] instead = coupledLoss.logWeights();
      double others = others(loss.logWeights(), s);
      double mean = 0;
      for (int m = 0; m < samples; m++) {
        change[m] = LogSums.change(others, instead[m * rows + r], instead[r]);
        mean += change[m] / samples;
      }
      for (int m = 0; m < samples; m++) {
        advantage[m * rows + r] += change[m] - mean;
      }
    }

    private void derivatives() {
      double[] a = path.preactivations(0);
      BitLaw law = path.law(0);
      Noise noise = chain.noise(0);
      double high = chain.encoding().high();
      int size = units * rows;
      for (int i = 0; i < size; i++) {
        double p = law.one(i);
        double q = law.zero(i);
        double factor = copula.debias(samples, p, q) / (samples - 1) * noise.logitSlope(a[i]);
        for (int at = i; at < da.length; at += size) {
          double score = coupled.values()[at] == high ? q : -p;
          da[at] = factor * score * advantage[sampleOf(at)];
        }
      }
    }
  }
}
