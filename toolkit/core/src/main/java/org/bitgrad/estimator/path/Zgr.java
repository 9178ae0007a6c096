package org.bitgrad.estimator.path;

import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;

/**
 * ZGR, the zero-temperature limit of Gumbel-Rao, which for binary units is ReinMax: the trapezoid
 * rule between the two states of a unit, from a sample of one of them.
 *
 * <p><b>Formula.</b> With {@code q} the probability of the state that was sampled, {@code step} = 1
 * for bits and 2 for spins, and {@code g = df/dx} at the sampled states,
 *
 * <pre>
 * dE/da = step F'(a) / (2 q) g
 * </pre>
 *
 * which for standard logistic noise and bits is {@code f'(1) (1 - p) / 2} at bit 1 and {@code f'(0)
 * p / 2} at bit 0; passed back through the weights in all layers.
 *
 * <p><b>Source.</b> A. Shekhovtsov, "Cold analysis of Rao-Blackwellized straight-through
 * Gumbel-softmax gradient estimator", ICML 2023 (ZGR); L. Liu, C. Dong, X. Liu, B. Yu, J. Gao,
 * "Bridging discrete and backpropagation: straight-through and beyond", NeurIPS 2023 (ReinMax),
 * whose general form is this one for a unit of two states; the importance-weighted form of FouST
 * without a scaled point (A. Pervez, T. Cohen, E. Gavves, ICML 2020) is the same too. Deviation:
 * noises other than logistic through {@code F'(a) / q}.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * The same estimator in both encodings.
 *
 * <p><b>Bias.</b> The mean over a unit is {@code step F'(a) (f'(low) + f'(high)) / 2}: exact for
 * one layer and a loss of at most second degree in each unit, whatever the interactions; biased
 * beyond. Unbiased in the loss's own parameters, which take the plain derivative at the sample.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform per unit and
 * row; memory of two widest layers.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative;
 * {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Zgr().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "zgr")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param name {@code zgr} or {@code reinmax}: under which of its names it appears in tables
 */
public record Zgr(String name) implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "the trapezoid rule in place of a difference by a flip",
              "Shekhovtsov 2023 (ICML), ZGR; Liu, Dong, Liu, Yu, Gao 2023 (NeurIPS),"
                  + " arXiv 2304.08612, ReinMax: equal for binary units")
          .withLossGradient();

  /**
   * Checks the name.
   *
   * @param name {@code zgr} or {@code reinmax}: under which of its names it appears in tables
   */
  public Zgr {
    Objects.requireNonNull(name, "name");
    if (!name.equals("zgr") && !name.equals("reinmax")) {
      throw new IllegalArgumentException("name must be zgr or reinmax, but is " + name);
    }
  }

  /** Under the name ZGR. */
  public Zgr() {
    this("zgr");
  }

  /** {@return the same under the name ReinMax} */
  public static Zgr reinMax() {
    return new Zgr("reinmax");
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return new TrapezoidSession(problem);
  }

  /** Slopes {@code F'(a) / (2 q)}. */
  static final class TrapezoidSession extends SlopeSession {
    private final double[] sampled;

    TrapezoidSession(Problem problem) {
      super(problem);
      sampled = buffer();
    }

    @Override
    protected void slopes(int layer, double[] out) {
      int size = chain.units(layer) * rows;
      path.pass().densities(layer, path.preactivations(layer), out);
      terms.sampledProbabilities(layer, sampled);
      for (int i = 0; i < size; i++) {
        out[i] = sampled[i] == 0 ? 0 : 0.5 * out[i] / sampled[i];
      }
    }
  }
}
