package org.bitgrad.estimator.sum;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.path.FlipSmoothing;
import org.bitgrad.estimator.path.Psa;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/**
 * SA, the older, importance-weighted sibling of PSA: the same flips, but a unit's flip counts only
 * where it makes the sampled state of the next layer less likely.
 *
 * <p><b>Formula.</b> With the notation of {@link Psa} and {@code pi = F(s a)} the probability with
 * which a state was drawn,
 *
 * <pre>
 * delta^L_i = f(x) - f(x with unit i of layer L flipped)
 * delta^k_i = sum_j max(0, s_j (F(a_j) - F(a_j with unit i of layer k flipped))) / pi_j delta^(k+1)_j
 * dE/da^k_j = s_j F'(a_j) / (2 pi_j) delta^k_j
 * </pre>
 *
 * with 0 where {@code pi} is 0. Value and loss parameters are smoothed as in {@link Psa}.
 *
 * <p><b>Source.</b> The method "SA" at t = 0 in the published code of A. Shekhovtsov, V. Yanush, B.
 * Flach, NeurIPS 2020 (not in the paper's figures). Deviation: the adjoint recursion above instead
 * of the authors' forward derivatives; the same numbers.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 *
 * <p><b>Bias.</b> Unbiased in the last layer and in the loss's own parameters. Earlier layers are
 * biased: the linearisation is averaged over both states of a unit with equal weights, so its error
 * is of third order in the flip differences where PSA's is of second; the variance is larger by the
 * division by {@code pi}.
 *
 * <p><b>Cost.</b> {@code units + 1} evaluations of the loss; every layer is evaluated once per unit
 * of the layer before it; one uniform per unit and row; memory of three widest layers.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new StateAnalytic().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "sa")), sink);
 * sink.finish();
 * }</pre>
 */
public record StateAnalytic() implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LAST_LAYER_AND_LOSS,
              "earlier layers drop products of three or more flip differences",
              "Shekhovtsov, Yanush, Flach 2020 (NeurIPS), published code, method SA at t = 0")
          .withCost((layers, lastUnits) -> lastUnits + 1L);

  @Override
  public String name() {
    return "sa";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    return new StateAnalyticSession(problem);
  }

  private static final class StateAnalyticSession extends PathSession {
    private final FlipSmoothing head;
    private final double[] da;
    private final double[] flippedA;
    private double[] weighted;
    private double[] deltaBefore;

    StateAnalyticSession(Problem problem) {
      super(problem, 1);
      head = new FlipSmoothing(path, loss);
      da = buffer();
      flippedA = buffer();
      weighted = buffer();
      deltaBefore = buffer();
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      loss.flips(deltaBefore);
      head.write(deltaBefore, out);
      for (int k = layers - 1; k >= 0; k--) {
        weigh(k);
        terms.signedDensities(k, da);
        int size = chain.units(k) * rows;
        for (int i = 0; i < size; i++) {
          da[i] *= weighted[i] / 2;
        }
        layer(out, k, da);
        if (k > 0) {
          flipBack(k);
        }
      }
    }

    /** Divides the layer's deltas by the probabilities of its states. */
    private void weigh(int layer) {
      int size = chain.units(layer) * rows;
      terms.sampledProbabilities(layer, weighted);
      for (int i = 0; i < size; i++) {
        weighted[i] = weighted[i] == 0 ? 0 : deltaBefore[i] / weighted[i];
      }
    }

    private void flipBack(int layer) {
      States previous = path.previous(layer);
      Encoding encoding = chain.encoding();
      double mirror = encoding.low() + encoding.high();
      double[] x = previous.values();
      for (int i = 0; i < previous.units(); i++) {
        mirror(x, i, mirror);
        path.pass().preactivations(layer, previous, flippedA);
        mirror(x, i, mirror);
        sumOverUnits(layer, i);
      }
    }

    private void mirror(double[] x, int unit, double mirror) {
      for (int at = unit * rows; at < (unit + 1) * rows; at++) {
        x[at] = mirror - x[at];
      }
    }

    private void sumOverUnits(int layer, int i) {
      Noise noise = chain.noise(layer);
      double[] p = path.probabilities(layer);
      double[] x = path.states(layer).values();
      int size = chain.units(layer) * rows;
      noise.probabilities(flippedA, flippedA, 0, size);
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int at = r; at < size; at += rows) {
          double difference = p[at] - flippedA[at];
          double lost = x[at] == chain.encoding().high() ? difference : -difference;
          sum += Math.max(0, lost) * weighted[at];
        }
        deltaBefore[i * rows + r] = sum;
      }
    }
  }
}
