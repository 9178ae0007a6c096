package org.bitgrad.estimator.sum;

import java.util.Arrays;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;

/**
 * The exact gradient of one layer of Bernoulli units as an estimator: the sum over all joint
 * states.
 *
 * <p><b>Formula.</b> With {@code q_j(b)} the probability of all bits of b but the j-th,
 *
 * <pre>
 * dE/da_j = F'(a_j) sum_b (2 b_j - 1) q_j(b) f(b)
 * </pre>
 *
 * which for logistic noise is {@code sum_b q(b) f(b) (b_j - p_j)} without a division by a
 * probability. The loss's own parameters take {@code sum_b q(b) df(b)}, the value is {@code sum_b
 * q(b) f(b)}.
 *
 * <p><b>Source.</b> The definition of the gradient of an expectation; the score form as in R. J.
 * Williams 1992. Deviation: the form above, which is accurate for probabilities near 0 and 1.
 *
 * <p><b>Shapes.</b> Derivatives {@code [units x points]} in the pre-activations; the loss sees
 * blocks of joint states times points.
 *
 * <p><b>Bias.</b> Unbiased everywhere, with variance 0: nothing is random.
 *
 * <p><b>Cost.</b> {@code 2^units} evaluations of the loss, no random numbers; memory of one block.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for more than one layer or more than
 * 20 units; {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Enumeration().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "unused")), sink);
 * sink.finish();
 * }</pre>
 */
public record Enumeration() implements Estimator {
  private static final int MOST_UNITS = 20;
  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer of independent units; all joint states are summed", "Williams 1992")
          .withCost(
              (layers, lastUnits) -> lastUnits > MOST_UNITS ? Long.MAX_VALUE : 1L << lastUnits)
          .onOneLayer()
          .withoutRandomness();

  @Override
  public String name() {
    return "enumeration";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireOneLayer(this, problem);
    int units = problem.chain().units(0);
    if (units > MOST_UNITS) {
      throw new UnsupportedOperationException(
          name()
              + " sums over the joint states of at most "
              + MOST_UNITS
              + " units, but the problem has "
              + units);
    }
    return new EnumerationSession(problem);
  }

  private static final class EnumerationSession implements Session {
    private static final int ROWS = 4096;

    private final Problem problem;
    private final int points;
    private final int units;
    private final SampledPath path;
    private final LossPass loss;
    private final States states;
    private final double[] one;
    private final double[] zero;
    private final double[] da;
    private final double[] first;
    private final double[] before;
    private final double[] weights;

    EnumerationSession(Problem problem) {
      this.problem = problem;
      Chain chain = problem.chain();
      points = problem.points();
      units = chain.units(0);
      int block = 1 << units;
      while (block > 1 && (long) block * points > ROWS) {
        block /= 2;
      }
      path = new SampledPath(chain, points);
      states = States.zeros(chain.encoding(), units, Math.multiplyExact(block, points));
      loss = problem.loss().open(states.rows());
      one = new double[units * points];
      zero = new double[units * points];
      da = new double[units * points];
      first = new double[points];
      before = new double[units];
      weights = new double[states.rows()];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      path.activate(0);
      BitLaw law = path.law(0);
      for (int i = 0; i < one.length; i++) {
        one[i] = law.one(i);
        zero[i] = law.zero(i);
      }
      Arrays.fill(da, 0);
      int block = states.rows() / points;
      for (int from = 0; from < 1 << units; from += block) {
        evaluate(from);
        for (int r = 0; r < weights.length; r++) {
          weights[r] = add(from + r / points, r % points, loss.values()[r]);
        }
        pass(out);
      }
      path.pass().densities(0, path.preactivations(0), one);
      for (int i = 0; i < da.length; i++) {
        da[i] *= one[i];
      }
      out.layer(path.pass(), 0, null, da);
    }

    private void evaluate(int from) {
      double[] x = states.values();
      int rows = states.rows();
      for (int i = 0; i < x.length; i++) {
        boolean bit = bit(from + i % rows / points, i / rows);
        x[i] = bit ? states.encoding().high() : states.encoding().low();
      }
      loss.at(states);
      Finite.losses(loss.values(), points);
      if (from == 0) {
        System.arraycopy(loss.values(), 0, first, 0, points);
      }
    }

    private boolean bit(int state, int unit) {
      return (state >> (units - 1 - unit) & 1) == 1;
    }

    /** Adds a state to the derivatives of a point; gives its probability. */
    private double add(int state, int point, double f) {
      double product = 1;
      for (int j = 0; j < units; j++) {
        before[j] = product;
        product *= (bit(state, j) ? one : zero)[j * points + point];
      }
      // The sum of the signed probabilities is 0: a number taken off the loss changes nothing, and
      // a constant loss gives exactly 0.
      double change = f - first[point];
      double after = 1;
      for (int j = units - 1; j >= 0; j--) {
        int i = j * points + point;
        boolean bit = bit(state, j);
        double others = before[j] * after * change;
        da[i] += bit ? others : -others;
        after *= (bit ? one : zero)[i];
      }
      return product;
    }

    private void pass(GradientSink out) {
      if (problem.loss().parameters().groups() > 0) {
        out.loss(loss, weights);
      }
      for (int r = 0; r < weights.length; r++) {
        weights[r] *= loss.values()[r];
      }
      out.value(weights, weights.length);
    }
  }
}
