package org.bitgrad.estimator.relaxed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.path.Zgr;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;

/**
 * FouST's forms of straight-through: the derivative of the loss at a state that is scaled by a
 * uniform number, or weights that stand for a uniform law of the bits, or both.
 *
 * <p><b>Formula.</b> With {@code x} the sampled spins, {@code U} uniform in (0, 1) for each unit,
 * {@code q} the probability of the state that was sampled and {@code f'} the derivative in spins,
 *
 * <pre>
 * scaled:             2 F'(a) f'(U x)
 * importance:         F'(a) / q f'(x)
 * importance-scaled:  F'(a) / q f'(U x)
 * </pre>
 *
 * In the scaled forms every unit of every layer is scaled in the one forward pass: what follows
 * sees {@code U x}, written {@code 1/2 + U (bit - 1/2)} for bits.
 *
 * <p><b>Source.</b> A. Pervez, T. Cohen, E. Gavves, "Low bias low variance gradient estimates for
 * Boolean stochastic networks", ICML 2020; its terms (scaled point, importance towards the uniform
 * law) in the forms in which A. Shekhovtsov, GCPR 2021, makes them testable. Deviation: the factor
 * 2 of spins, without which the first form is half of what it estimates even for a linear loss;
 * noises other than logistic through {@code F'} and {@code F' / q}; the original's operator of flip
 * noise is not part of it.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * The same estimator in both encodings. Draws: sites {@code layer1}, ... of the bits, {@code
 * scale1}, ... of the scales.
 *
 * <p><b>Bias.</b> For one unit {@code scaled} has bias {@code F'(a) (2 p - 1) (f(1) - 2 f(0) +
 * f(-1))}, and {@code importance-scaled} none. With several units a monomial of degree d gets
 * {@code 2^(1-d)} of its gradient in both. {@code importance} is {@link Zgr}. The scaled forms are
 * biased in the loss's own parameters, which see scaled states; {@code importance} is not.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform per unit and
 * row, two in the scaled forms; memory of one path.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative;
 * {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Foust(Foust.Form.SCALED).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "foust")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param form which
 */
public record Foust(Form form) implements Estimator {
  private static final String SOURCE =
      "Pervez, Cohen, Gavves 2020 (ICML); Shekhovtsov 2021 (GCPR), arXiv 2110.03549";

  private static final Traits SCALED =
      Traits.biased("scaled states shrink interactions; the scaled rule is not exact", SOURCE)
          .withLossGradient()
          .withMoments(Traits.Moments.NONE);

  private static final Traits HARD =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "the trapezoid rule in place of a difference by a flip",
              SOURCE)
          .withLossGradient();

  /** Which of the terms are used. */
  public enum Form {
    /** The derivative at the scaled state. */
    SCALED,
    /** Weights only. */
    IMPORTANCE,
    /** Both. */
    IMPORTANCE_SCALED;

    private String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * Checks the form.
   *
   * @param form which
   */
  public Foust {
    Objects.requireNonNull(form, "form");
  }

  static Foust parse(String text) {
    List<String> names = Arrays.stream(Form.values()).map(Form::text).toList();
    return KnownNames.find(text, names)
        .map(name -> new Foust(Form.values()[names.indexOf(name)]))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "form of foust must be scaled, importance or importance-scaled, but is "
                        + Shown.text(text)
                        + KnownNames.hint(text, names)));
  }

  @Override
  public String name() {
    return "foust(" + form.text() + ")";
  }

  @Override
  public Traits traits() {
    return form == Form.IMPORTANCE ? HARD : SCALED;
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    return form == Form.IMPORTANCE
        ? new Zgr().open(problem)
        : new ScaledSession(problem, form == Form.IMPORTANCE_SCALED);
  }

  private static final class ScaledSession implements Session {
    private final Relaxation relaxation;
    private final SampledUnits units;
    private final boolean weighted;
    private double[] scales = new double[0];

    ScaledSession(Problem problem, boolean weighted) {
      this.weighted = weighted;
      relaxation = new Relaxation(problem);
      units = new SampledUnits(problem);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      relaxation.estimate((layer, a, slope) -> scale(draw, layer, a, slope), out);
    }

    private void scale(Draw draw, int layer, double[] a, double[] slope) {
      units.sample(draw, layer, a);
      units.densities(slope);
      int size = slope.length;
      if (weighted) {
        double[] q = units.sampledProbabilities();
        for (int i = 0; i < size; i++) {
          slope[i] = q[i] == 0 ? 0 : 0.5 * slope[i] / q[i];
        }
      }
      if (scales.length < size) {
        scales = new double[size];
      }
      units.uniforms(draw, "scale" + (layer + 1), scales);
      double[] bits = units.bits();
      for (int i = 0; i < size; i++) {
        a[i] = 0.5 + scales[i] * (bits[i] - 0.5);
      }
    }
  }
}
