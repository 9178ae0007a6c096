package org.bitgrad.estimator.sum;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

/**
 * UGC, unbiased gradient variance clipping, for one layer of Bernoulli units: BitFlip-1 for units
 * near the border of their range, DisARM for the others, by a rule that never makes it worse than
 * DisARM.
 *
 * <p><b>Formula.</b> With {@code m = min(p, 1 - p)}, {@code M = 1 - m}, {@code D} units, an
 * antithetic pair of states {@code b = 1[U < p]}, {@code c = 1[1 - U < p]}, and a unit k chosen
 * uniformly,
 *
 * <pre>
 * dE/da_j = D F'(a_j) 1[j = k] (f(b with bit j = 1) - f(b with bit j = 0))
 *               if 4 D m_j &lt;= 1 - max over i != j of m_i / M_i,
 * dE/da_j = 1/2 (f(b) - f(c)) (b_j - c_j) M_j F'(a_j) / (p_j (1 - p_j))   otherwise
 * </pre>
 *
 * and the first form also if {@code 2 D m_j <= 1} and all other bits are certain. The loss's own
 * parameters take the plain derivative at b.
 *
 * <p><b>Source.</b> R. Z. Kunes et al. 2022 (arXiv 2208.06124) for the idea and the two updates;
 * DisARM: Z. Dong, A. Mnih, G. Tucker, NeurIPS 2020. Deviation: the paper's switching rule was not
 * at hand. The rule here is derived: with T the operator that averages over the antithetic partner
 * of the other bits, whose least eigenvalue is {@code -max m_i / M_i}, DisARM's second moment is at
 * least {@code (1 - max m_i / M_i) / (4 D m_j)} times BitFlip-1's, and no better bound holds for
 * all losses.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * Draws: the site {@code U1} with antithetic numbers, then {@code coordinate1} with a choice among
 * the units per row.
 *
 * <p><b>Bias.</b> Unbiased everywhere: so are both updates, and the rule reads probabilities only.
 *
 * <p><b>Cost.</b> 3 evaluations of the loss, as both updates share the state b; one uniform per
 * unit and row and one more per row; memory of four layers. DisARM alone costs 2.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} for more than one layer; {@link
 * ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Ugc().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "ugc")), sink);
 * sink.finish();
 * }</pre>
 */
public record Ugc() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "one layer of independent units; BitFlip-1 or DisARM by the probabilities alone",
              "Kunes et al. 2022, arXiv 2208.06124, with a switching rule of our own:"
                  + " theirs was not retrieved, ours is never worse than DisARM for any loss")
          .withEvaluations(3)
          .withMoments(Traits.Moments.ONE_LAYER)
          .onOneLayer();

  @Override
  public String name() {
    return "ugc";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireOneLayer(this, problem);
    return new UgcSession(problem);
  }

  private static final class UgcSession extends PathSession {
    private final RandomFlip flip;
    private final States partner;
    private final double[] uniforms;
    private final double[] opposites;
    private final double[] densities;
    private final double[] da;
    private final double[] firstLoss;

    UgcSession(Problem problem) {
      super(problem, 1);
      flip = new RandomFlip(States.zeros(chain.encoding(), lastUnits(), rows));
      partner = States.zeros(chain.encoding(), lastUnits(), rows);
      uniforms = buffer();
      opposites = buffer();
      densities = buffer();
      da = buffer();
      firstLoss = new double[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      path.activate(0);
      BitLaw law = path.law(0);
      draw.antithetic("U1", rows, lastUnits(), law, uniforms, opposites);
      path.threshold(0, uniforms);
      for (int i = 0; i < da.length; i++) {
        boolean bit = opposites[i] < law.one(i);
        partner.values()[i] = bit ? chain.encoding().high() : chain.encoding().low();
      }
      evaluate(path.last());
      System.arraycopy(loss.values(), 0, firstLoss, 0, rows);
      plainHead(out);
      flip.choose(draw, path.last(), loss);
      Finite.losses(loss.values(), problem.points());
      evaluate(partner);
      path.pass().densities(0, path.preactivations(0), densities);
      for (int r = 0; r < rows; r++) {
        derivatives(r, law);
      }
      layer(out, 0, da);
    }

    private void evaluate(States states) {
      loss.at(states);
      Finite.losses(loss.values(), problem.points());
    }

    private void derivatives(int row, BitLaw law) {
      int largest = -1;
      double largestRatio = 0;
      double nextRatio = 0;
      for (int i = row; i < da.length; i += rows) {
        double ratio = smaller(law, i) / larger(law, i);
        if (ratio > largestRatio) {
          nextRatio = largestRatio;
          largestRatio = ratio;
          largest = i;
        } else if (ratio > nextRatio) {
          nextRatio = ratio;
        }
      }
      double difference = firstLoss[row] - loss.values()[row];
      for (int i = row; i < da.length; i += rows) {
        double ofOthers = i == largest ? nextRatio : largestRatio;
        da[i] = flips(smaller(law, i), ofOthers) ? flipped(i) : paired(i, difference, law);
      }
    }

    /**
     * Whether BitFlip-1 has no more variance than DisARM whatever the loss is.
     *
     * @param m smaller probability of the unit
     * @param ratio largest quotient of smaller and larger probability among the other units
     */
    private boolean flips(double m, double ratio) {
      // Other bits that are certain have no antithetic partner that differs: the eigenvalue is 1.
      double bound = ratio == 0 ? 2 : 1 - ratio;
      return 4 * lastUnits() * m <= bound;
    }

    private double flipped(int i) {
      return sign(path.last(), i) * densities[i] * flip.difference(i);
    }

    private double paired(int i, double difference, BitLaw law) {
      double bits = (sign(path.last(), i) - sign(partner, i)) / 2;
      double slope = chain.noise(0).logitSlope(path.preactivations(0)[i]);
      return 0.5 * difference * bits * larger(law, i) * slope;
    }

    private static double sign(States states, int i) {
      return states.values()[i] == states.encoding().high() ? 1 : -1;
    }

    private static double smaller(BitLaw law, int i) {
      return Math.min(law.one(i), law.zero(i));
    }

    private static double larger(BitLaw law, int i) {
      return Math.max(law.one(i), law.zero(i));
    }
  }
}
