package org.bitgrad.estimator.score;

import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.LeaveOneOut;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * REINFORCE, the score-function estimator: the loss times the derivative of the path's
 * log-probability, with an optional baseline.
 *
 * <p><b>Formula.</b> With {@code n} sampled paths, losses {@code f_1 ... f_n} and a baseline {@code
 * b},
 *
 * <pre>
 * dE/da^k_j = 1/n sum_m (f_m - b_m) (bit_j - p_j) F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * where the last factor is 1 for logistic noise and 0 where p is 0 or 1, and {@code b_m} is 0, a
 * constant, a running mean of losses, the constant of least variance for each unit {@code E[f s^2]
 * / E[s^2]} with s its score (optimal, learned as well), or the mean of the other {@code n - 1}
 * losses at the same point (leave-one-out).
 *
 * <p><b>Source.</b> R. J. Williams, "Simple statistical gradient-following algorithms for
 * connectionist reinforcement learning", 1992; without baseline as in the code of Shekhovtsov,
 * Yanush, Flach 2020; leave-one-out: W. Kool, H. van Hoof, M. Welling 2019 ("Buy 4 REINFORCE
 * samples, get a baseline for free!"), with one baseline for the whole path. No deviation.
 *
 * <p><b>Shapes.</b> {@code n} rows per point; derivatives {@code [units x (points n)]} in the
 * pre-activations, each divided by {@code n}.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the score has mean 0, and every baseline is independent of
 * the path that it is subtracted from. The running mean and the optimal constants are learned in
 * the steps of {@link Session#adapt}, which use draws of their own.
 *
 * <p><b>Cost.</b> {@code n} evaluations of the loss, {@code n} uniforms per unit; memory of two
 * widest layers.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} for {@code n} below 1, below 2 with
 * leave-one-out, or a baseline that is not finite; {@link ArithmeticException} if a loss is not
 * finite.
 *
 * <pre>{@code
 * Session session = new Reinforce(4, Baseline.leaveOneOut()).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "reinforce")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param samples paths per point, n
 * @param baseline what is subtracted from the loss
 */
public record Reinforce(int samples, Baseline baseline) implements Estimator {
  private static final Traits UNBIASED =
      Traits.unbiased(
          "the score has mean 0, and the baseline is independent of the path",
          "Williams 1992 (Machine Learning 8); leave-one-out: Kool, van Hoof, Welling 2019");

  /**
   * Checks the number of paths.
   *
   * @param samples paths per point, n
   * @param baseline what is subtracted from the loss
   */
  public Reinforce {
    Objects.requireNonNull(baseline, "baseline");
    int least = baseline.kind() == Baseline.Kind.LEAVE_ONE_OUT ? 2 : 1;
    if (samples < least) {
      throw new IllegalArgumentException(
          "n of reinforce must be at least "
              + least
              + (least == 2 ? " with baseline=leave-one-out" : "")
              + ", but is "
              + samples);
    }
  }

  /** One path, no baseline. */
  public Reinforce() {
    this(1, Baseline.none());
  }

  @Override
  public String name() {
    String n = samples == 1 ? "" : Integer.toString(samples);
    String b = baseline.kind() == Baseline.Kind.NONE ? "" : "baseline=" + baseline.text();
    String arguments = n + (n.isEmpty() || b.isEmpty() ? "" : ",") + b;
    return arguments.isEmpty() ? "reinforce" : "reinforce(" + arguments + ")";
  }

  @Override
  public Traits traits() {
    Traits traits = UNBIASED.withEvaluations(samples);
    if (baseline.kind() == Baseline.Kind.LEAVE_ONE_OUT) {
      return traits.withMoments(Traits.Moments.U_STATISTIC);
    }
    Traits listed = samples == 1 ? traits : traits.withMoments(Traits.Moments.ONE_LAYER);
    boolean learned =
        baseline.kind() == Baseline.Kind.RUNNING_MEAN || baseline.kind() == Baseline.Kind.OPTIMAL;
    return learned ? listed.adapting() : listed;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireSize(this, samples, problem);
    return new ReinforceSession(problem, samples, baseline);
  }

  private static final class ReinforceSession extends PathSession {
    private final Baseline baseline;
    private final int samples;
    private final double[] da;
    private final double[] advantage;
    private final UnitBaselines optimal;
    private double mean;
    private long steps;

    ReinforceSession(Problem problem, int samples, Baseline baseline) {
      super(problem, samples);
      this.baseline = baseline;
      this.samples = samples;
      da = buffer();
      advantage = new double[rows];
      optimal = baseline.kind() == Baseline.Kind.OPTIMAL ? new UnitBaselines(chain) : null;
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      weigh();
      for (int k = 0; k < layers; k++) {
        terms.scores(k, da);
        for (int j = 0; j < chain.units(k); j++) {
          double own = optimal == null ? 0 : optimal.of(k, j) / samples;
          for (int r = 0; r < rows; r++) {
            da[j * rows + r] *= advantage[r] - own;
          }
        }
        layer(out, k, da);
      }
    }

    /** Sets the loss minus its baseline, divided by the number of paths, for each row. */
    private void weigh() {
      double[] f = loss.values();
      if (baseline.kind() == Baseline.Kind.LEAVE_ONE_OUT) {
        LeaveOneOut.advantages(f, problem.points(), advantage);
        return;
      }
      double b = baseline.kind() == Baseline.Kind.RUNNING_MEAN ? mean : baseline.constant();
      for (int r = 0; r < rows; r++) {
        advantage[r] = (f[r] - b) / samples;
      }
    }

    @Override
    public void adapt(Draw draw) {
      if (optimal != null) {
        sample(draw);
        for (int k = 0; k < layers; k++) {
          terms.scores(k, da);
          optimal.learn(k, da, loss.values());
        }
      } else if (baseline.kind() == Baseline.Kind.RUNNING_MEAN) {
        sample(draw);
        learnMean();
      }
    }

    private void learnMean() {
      double sum = 0;
      for (double value : loss.values()) {
        sum += value;
      }
      steps++;
      mean += (sum / rows - mean) / steps;
    }

    @Override
    public double[] state() {
      if (optimal != null) {
        return optimal.state();
      }
      return baseline.kind() == Baseline.Kind.RUNNING_MEAN
          ? new double[] {mean, steps}
          : new double[0];
    }

    @Override
    public void restore(double[] state) {
      if (optimal != null) {
        optimal.restore(state);
        return;
      }
      if (baseline.kind() != Baseline.Kind.RUNNING_MEAN) {
        super.restore(state);
        return;
      }
      if (state.length != 2 || !Double.isFinite(state[0]) || !(state[1] >= 0)) {
        throw new IllegalArgumentException(
            "state must be a finite mean and a number of steps of at least 0, but is "
                + java.util.Arrays.toString(state));
      }
      mean = state[0];
      steps = (long) state[1];
    }
  }
}
