package org.bitgrad.estimator.sum;

import java.util.Locale;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;

/**
 * The unordered-set estimator for one layer of Bernoulli units: several joint states drawn without
 * replacement, each weighted as if the order of the draws were averaged out.
 *
 * <p><b>Formula.</b> For a set S of k joint states s with probabilities {@code q_s} and losses
 * {@code f_s},
 *
 * <pre>
 * dE/da_j = sum_s q_s R(S, s) (f_s - sum_t q_t R_s(S, t) f_t) dlog q_s / da_j
 * </pre>
 *
 * with the leave-one-out ratio {@code R(S, s)}, the probability of drawing {@code S \ {s}} if s
 * were excluded over that of drawing S, {@code R_s} the same with s excluded throughout, and {@code
 * R_s(S, s) = 1}. For k = 2 and S = {s, t} this is
 *
 * <pre>
 * (1 - q_s)(1 - q_t) / (2 - q_s - q_t) (f_s - f_t) (dlog q_s - dlog q_t) / da_j
 * </pre>
 *
 * The loss's own parameters and the value take the losses with weights {@code q_s R(S, s)}, whose
 * sum is 1.
 *
 * <p><b>Source.</b> W. Kool, H. van Hoof, M. Welling, "Estimating gradients for discrete random
 * variables by sampling without replacement", ICLR 2020, with its built-in baseline. Deviation:
 * joint states of independent bits stand for categories; each is drawn bit by bit from the law
 * given that the states before it are excluded, with one uniform per bit and no rejection.
 *
 * <p><b>Shapes.</b> k rows per point for the loss; derivatives {@code [units x points]} in the
 * pre-activations. Draws: site {@code layer1} for the first state, {@code sample2_unit1_1}, {@code
 * sample2_unit2_1}, ... for the bits of the second, and so on.
 *
 * <p><b>Bias.</b> Unbiased everywhere: it is the expectation, given the set without its order, of
 * the unbiased estimate from the first state, minus a baseline that is independent of it.
 *
 * <p><b>Cost.</b> k evaluations of the loss, {@code k units} uniforms per point, work of {@code k^2
 * units + k 2^k} beside; memory of k layers.
 *
 * <p><b>Exceptions.</b> {@link IllegalArgumentException} for k outside 2 to 10; {@link
 * UnsupportedOperationException} for more than one layer, fewer than k joint states, or fewer than
 * k of positive probability; {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new UnorderedSet(2).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "unordered-set")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param samples joint states per point, k
 */
public record UnorderedSet(int samples) implements Estimator {
  private static final int MOST = 10;
  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer of independent units; the order of draws without replacement is averaged",
              "Kool, van Hoof, Welling 2020 (ICLR), arXiv 2002.06043")
          .withMoments(Traits.Moments.ONE_LAYER)
          .onOneLayer();

  /**
   * Checks the number of states.
   *
   * @param samples joint states per point, k
   */
  public UnorderedSet {
    if (samples < 2 || samples > MOST) {
      throw new IllegalArgumentException(
          "n of unordered-set must be 2 to " + MOST + ", but is " + samples);
    }
  }

  @Override
  public String name() {
    return "unordered-set(" + samples + ")";
  }

  @Override
  public Traits traits() {
    return TRAITS.withEvaluations(samples);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireOneLayer(this, problem);
    int units = problem.chain().units(0);
    if (units < Integer.SIZE - 1 && samples > 1 << units) {
      throw new UnsupportedOperationException(
          String.format(
              Locale.ROOT,
              "%s needs %d different joint states, but %d units have %d",
              name(),
              samples,
              units,
              1 << units));
    }
    return new UnorderedSetSession(this, problem);
  }

  private static final class UnorderedSetSession implements Session {
    private final Problem problem;
    private final int points;
    private final int units;
    private final int samples;
    private final SampledPath path;
    private final DistinctStates distinct;
    private final SetWeights weights;
    private final LossPass loss;
    private final double[] densities;
    private final double[] da;
    private final double[] shares;
    private final double[] advantages;
    private final double[] f;

    UnorderedSetSession(UnorderedSet recipe, Problem problem) {
      this.problem = problem;
      points = problem.points();
      units = problem.chain().units(0);
      samples = recipe.samples;
      path = new SampledPath(problem.chain(), points);
      distinct = new DistinctStates(recipe.name(), path, samples);
      weights = new SetWeights(samples);
      loss = problem.loss().open(points * samples);
      densities = new double[units * points];
      da = new double[units * points];
      shares = new double[points * samples];
      advantages = new double[points * samples];
      f = new double[samples];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      path.activate(0);
      distinct.sample(draw);
      loss.at(distinct.states());
      Finite.losses(loss.values(), points);
      for (int point = 0; point < points; point++) {
        weigh(point);
      }
      path.pass().densities(0, path.preactivations(0), densities);
      for (int i = 0; i < da.length; i++) {
        da[i] = densities[i] * derivative(i);
      }
      out.layer(path.pass(), 0, null, da);
      if (problem.loss().parameters().groups() > 0) {
        out.loss(loss, shares);
      }
      for (int r = 0; r < shares.length; r++) {
        shares[r] *= loss.values()[r];
      }
      out.value(shares, shares.length);
    }

    private void weigh(int point) {
      weights.compute(set -> distinct.rest(point, set));
      for (int s = 0; s < samples; s++) {
        f[s] = loss.values()[s * points + point];
      }
      for (int s = 0; s < samples; s++) {
        shares[s * points + point] = weights.share(s);
        advantages[s * points + point] = weights.share(s) * weights.advantage(s, f);
      }
    }

    /** The sum of advantages over signed probabilities of the unit's bits. */
    private double derivative(int i) {
      BitLaw law = path.law(0);
      double sum = 0;
      for (int s = 0; s < samples; s++) {
        boolean bit = distinct.bit(s, i);
        double p = bit ? law.one(i) : law.zero(i);
        double scored = p == 0 ? 0 : advantages[s * points + i % points] / p;
        sum += bit ? scored : -scored;
      }
      return sum;
    }
  }
}
