package org.bitgrad.estimator.score;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.numeric.Memory;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * NVIL's estimator: REINFORCE with a baseline that depends on the data point plus a running mean,
 * optionally divided by a running standard deviation.
 *
 * <p><b>Formula.</b> With {@code c(x)} linear in the first layer's pre-activations at the data
 * point x, {@code c} a running mean and {@code v} a running variance,
 *
 * <pre>
 * dE/da^k_j = (f - c(x) - c) / w (bit_j - p_j) F'(a_j) / (p_j (1 - p_j))
 * w = 1, or max(1, sqrt(v)) with normalise=true
 * </pre>
 *
 * where the last factor is 1 for logistic noise and 0 where p is 0 or 1. A step of {@link
 * Session#adapt} with mean {@code m} of {@code f - c(x)} over the points sets {@code c} to {@code
 * 0.8 c + 0.2 m} and {@code v} to {@code 0.8 v} plus 0.2 times the mean square of {@code f - c(x) -
 * c}, the first step to {@code m} and that mean square themselves; then {@code c(x)} takes in
 * {@code f - c} by least squares.
 *
 * <p><b>Source.</b> A. Mnih, K. Gregor, "Neural variational inference and learning in belief
 * networks", ICML 2014. Deviations: {@code c(x)} is linear and fitted by recursive least squares
 * (penalty 1) where the paper trains a network; one signal for all layers; squares are taken about
 * the running mean, so that single points have a variance, too.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * With u units in the first layer the state has {@code 3 + (u + 1) + (u + 1)(u + 2)/2} numbers.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the baseline is learned from draws of its own and is a
 * function of the data point only. With normalise=true biased in the layers, since the division
 * rescales the mean; the loss's own parameters take the plain derivative.
 *
 * <p><b>Cost.</b> One evaluation of the loss, one uniform per unit and row; memory of two widest
 * layers and the state. A step of adapting costs the square of the state's u per point.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite; {@link
 * UnsupportedOperationException} if the memory does not hold the state.
 *
 * <pre>{@code
 * Session session = new Nvil(false).open(problem);
 * session.adapt(Draw.of(RandomStream.of(7, "adapt")));
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "nvil")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param normalise whether to divide by the running standard deviation where it exceeds 1
 */
public record Nvil(boolean normalise) implements Estimator {
  private static final String SOURCE = "Mnih, Gregor 2014 (ICML), arXiv 1402.0030";
  private static final Traits UNBIASED =
      Traits.unbiased("the baseline depends on the data point, not on the sample", SOURCE)
          .adapting();
  private static final Traits NORMALISED =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "dividing by the running standard deviation rescales the mean",
              SOURCE)
          .adapting();

  @Override
  public String name() {
    return normalise ? "nvil(normalise=true)" : "nvil";
  }

  @Override
  public Traits traits() {
    return normalise ? NORMALISED : UNBIASED;
  }

  @Override
  public Session open(Problem problem) {
    long features = problem.chain().units(0) + 1L;
    // The inverse of a matrix of them, and half of it again as the state.
    Requirements.requireMemory(this, problem, Memory.product(2, features, features));
    return new NvilSession(problem, normalise);
  }

  private static final class NvilSession extends PathSession {
    private static final double DECAY = 0.8;
    private static final int SCALARS = 3;

    private final boolean normalise;
    private final LinearBaseline baseline;
    private final double[] da;
    private final double[] signal;
    private double mean;
    private double variance;
    private long steps;

    NvilSession(Problem problem, boolean normalise) {
      super(problem, 1);
      this.normalise = normalise;
      baseline = new LinearBaseline(path);
      da = buffer();
      signal = new double[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      setSignal(normalise ? Math.max(1, Math.sqrt(variance)) : 1);
      for (int k = 0; k < layers; k++) {
        terms.scores(k, da);
        for (int i = 0; i < chain.units(k) * rows; i++) {
          da[i] *= signal[i % rows];
        }
        layer(out, k, da);
      }
    }

    private void setSignal(double width) {
      for (int r = 0; r < rows; r++) {
        signal[r] = (loss.values()[r] - baseline.at(r) - mean) / width;
      }
    }

    @Override
    public void adapt(Draw draw) {
      sample(draw);
      setSignal(1);
      double change = 0;
      for (double number : signal) {
        change += number / rows;
      }
      double kept = steps == 0 ? 0 : DECAY;
      double step = (1 - kept) * change;
      double square = 0;
      for (double number : signal) {
        square += (number - step) * (number - step) / rows;
      }
      mean += step;
      // The square of a deviation may be too large for a double; the state must stay a number.
      variance = Math.min(Double.MAX_VALUE, kept * variance + (1 - kept) * square);
      steps++;
      for (int r = 0; r < rows; r++) {
        baseline.learn(r, loss.values()[r] - mean);
      }
    }

    @Override
    public double[] state() {
      double[] state = new double[SCALARS + baseline.stateSize()];
      state[0] = mean;
      state[1] = variance;
      state[2] = steps;
      baseline.writeState(state, SCALARS);
      return state;
    }

    @Override
    public void restore(double[] state) {
      boolean right = state.length == SCALARS + baseline.stateSize();
      for (int i = 0; right && i < state.length; i++) {
        right = Double.isFinite(state[i]);
      }
      if (!right || state[1] < 0 || state[2] < 0) {
        throw new IllegalArgumentException(
            "state must be "
                + (SCALARS + baseline.stateSize())
                + " finite numbers, the running variance and the steps at least 0, but is "
                + java.util.Arrays.toString(state));
      }
      mean = state[0];
      variance = state[1];
      steps = (long) state[2];
      baseline.readState(state, SCALARS);
    }
  }
}
