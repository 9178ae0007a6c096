package org.bitgrad.estimator.control;

import java.util.Arrays;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.NumberText;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * RELAX: {@link Rebar} with a learned function added to the control variate.
 *
 * <p><b>Formula.</b> As {@link Rebar} with {@code c(z) = eta f(sigmoid(z / tau)) + r(z)}, where r
 * has 16 hidden tanh units. In {@link Session#adapt} eta, log tau and the parameters of r take a
 * step of Adam (1e-2) against the sum of the squared derivatives of a complete estimate, mean over
 * points and samples; the slope in log tau is a central difference.
 *
 * <p><b>Source.</b> W. Grathwohl, D. Choi, Y. Wu, G. Roeder, D. Duvenaud, "Backpropagation through
 * the void: optimizing control variates for black-box gradient estimation", ICLR 2018. Deviations:
 * r sees {@code tanh(z_i / 2)} in place of z and no data point, and is 0 at the start, where the
 * estimator is REBAR with eta = 1; squares are those of derivatives in pre-activations; noises and
 * numbers of samples as in {@link Rebar}.
 *
 * <p><b>Shapes.</b> {@code n/3} rows per point; derivatives {@code [units x (points n/3)]} in the
 * pre-activations. Draws as in {@link Rebar}. State: eta, log tau, parameters of r, then Adam's
 * moments and steps.
 *
 * <p><b>Bias.</b> Unbiased everywhere in every state, for the reason of {@link Rebar}; what was
 * learned comes from draws of its own.
 *
 * <p><b>Cost.</b> {@code n} evaluations of the loss and {@code 2n/3} of its derivative, twice a
 * pass through r; a step of adapting {@code 7n/3} and {@code 2n}. Parameters: {@code 16 units +
 * 35}.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} if {@code tau} is not positive and finite
 * or n is not a positive multiple of 3; {@link UnsupportedOperationException} for more than one
 * layer and on a loss without a derivative; {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Relax(0.5, 3).open(problem);
 * for (int t = 0; t < 1000; t++) {
 *   session.adapt(Draw.of(RandomStream.of(7, "adaptation").child(t)));
 * }
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "relax")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param tau temperature at the start, in units of the logit
 * @param evaluations of the loss, n, a multiple of 3
 */
public record Relax(double tau, int evaluations) implements Estimator {
  private static final double RATE = 1e-2;

  /** Half the step of the central difference in log tau. */
  private static final double TAU_STEP = 1e-4;

  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer; the score term of the control variate given the bits is a difference of"
                  + " derivatives by reparameterisation",
              "Grathwohl, Choi, Wu, Roeder, Duvenaud 2018 (ICLR), arXiv 1711.00123")
          .withLossGradient()
          .withMoments(Traits.Moments.NONE)
          .onOneLayer()
          .adapting();

  /**
   * Checks the numbers.
   *
   * @param tau temperature at the start, in units of the logit
   * @param evaluations of the loss, n, a multiple of 3
   */
  public Relax {
    Rebar.requireTemperature("relax", tau);
    Rebar.requireTriples("relax", evaluations);
  }

  @Override
  public String name() {
    String n = evaluations == Rebar.PER_SAMPLE ? "" : ",n=" + evaluations;
    return "relax(" + NumberText.of(tau) + n + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withCost(Traits.Cost.of(evaluations, 2L * evaluations / Rebar.PER_SAMPLE));
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    Requirements.requireOneLayer(this, problem);
    Requirements.requireSize(this, evaluations, problem);
    return new RelaxSession(problem, this);
  }

  private static final class RelaxSession extends ReparameterisedSession {
    private static final int ETA = 0;
    private static final int LOG_TAU = 1;
    private static final int NETWORK = 2;

    private final AdamParameters parameters;
    private final SurrogateNetwork network;
    private final double[] gradient;
    private final double[] weights;
    private final double[] noWeights;
    private final double[] atZ;
    private final double[] atGiven;
    private final double[] value;
    private final double[] slope;

    RelaxSession(Problem problem, Relax recipe) {
      super(problem, recipe.evaluations / Rebar.PER_SAMPLE);
      int units = chain.units(0);
      double[] start = new double[NETWORK + SurrogateNetwork.size(units)];
      start[ETA] = 1;
      start[LOG_TAU] = StrictMath.log(recipe.tau);
      SurrogateNetwork.start(units, start, NETWORK);
      parameters = new AdamParameters(RATE, start);
      network = new SurrogateNetwork(units, rows, parameters, NETWORK);
      gradient = new double[start.length];
      weights = new double[rows];
      noWeights = new double[rows];
      atZ = buffer();
      atGiven = buffer();
      value = new double[rows];
      slope = buffer();
    }

    @Override
    void control(double[] z, double[] value, double[] gradient) {
      relaxed.at(z, tau(0), value, gradient);
      double eta = parameters.value(ETA);
      for (int r = 0; r < rows; r++) {
        value[r] *= eta;
      }
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= eta;
      }
      network.add(z, value, gradient);
    }

    private double tau(double shift) {
      return StrictMath.exp(parameters.value(LOG_TAU) + shift);
    }

    @Override
    public void adapt(Draw draw) {
      evaluate(draw, null);
      slopesOfTheSquare();
      Arrays.fill(gradient, 0);
      network.addParameterGradient(noise.z(), noWeights, atZ, gradient);
      network.addParameterGradient(noise.given(), weights, atGiven, gradient);
      // The square is linear in eta times the relaxed loss at given slopes; its derivative in log
      // tau would need second derivatives of the loss.
      double above = relaxedPart(tau(TAU_STEP));
      double below = relaxedPart(tau(-TAU_STEP));
      gradient[ETA] = (above + below) / 2;
      gradient[LOG_TAU] = parameters.value(ETA) * (above - below) / (2 * TAU_STEP);
      parameters.lower(gradient);
    }

    /**
     * The derivative of the mean square in c(zt), and in the derivatives of c at z and at zt, which
     * enter the estimate linearly.
     */
    private void slopesOfTheSquare() {
      Arrays.fill(weights, 0);
      double[] a = path.preactivations(0);
      double[] t = noise.slope();
      Noise law = path.noise(0);
      for (int i = 0; i < da.length; i++) {
        double outer = 2 * da[i] / rows;
        weights[i % rows] -= outer * scores[i];
        atZ[i] = outer * law.logitSlope(a[i]);
        atGiven[i] = -atZ[i] * t[i];
      }
    }

    private double relaxedPart(double tau) {
      double sum = 0;
      relaxed.at(noise.z(), tau, value, slope);
      for (int i = 0; i < slope.length; i++) {
        sum += atZ[i] * slope[i];
      }
      relaxed.at(noise.given(), tau, value, slope);
      for (int r = 0; r < rows; r++) {
        sum += weights[r] * value[r];
      }
      for (int i = 0; i < slope.length; i++) {
        sum += atGiven[i] * slope[i];
      }
      return sum;
    }

    @Override
    public double[] state() {
      return parameters.state();
    }

    @Override
    public void restore(double[] state) {
      parameters.restore(state);
    }
  }
}
