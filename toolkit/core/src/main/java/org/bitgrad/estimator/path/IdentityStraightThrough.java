package org.bitgrad.estimator.path;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.KnownNames;

/**
 * Identity ST: back-propagation through one sampled path as if a state were its parameter, without
 * the slope of the distribution function.
 *
 * <p><b>Formula.</b> With {@code step} = 1 for bits and 2 for spins, and {@code g = df/dx} at the
 * sampled states, the numbers given per unit are
 *
 * <pre>
 * probability:  step g       ST for dE/dp
 * mean:         step g / 2   ST for dE/dmu,  mu = 2 p - 1
 * </pre>
 *
 * in both encodings, and they stand where others give {@code dE/da}; they are passed back through
 * the weights as they are.
 *
 * <p><b>Source.</b> Y. Bengio, N. Léonard, A. Courville, arXiv 1308.3432 (2013), for bits, whose
 * factor 1 is the form {@code probability}; with spins the same factor 1 is the form {@code mean}.
 * A. Shekhovtsov, V. Yanush, "Reintroducing straight-through estimators as principled methods for
 * stochastic binary networks", GCPR 2021: a step of the latent parameters along these numbers is a
 * step of mirror descent in the probabilities. No deviation.
 *
 * <p><b>Shapes.</b> One row per point; numbers {@code [units x points]} in the place of derivatives
 * in the pre-activations.
 *
 * <p><b>Bias.</b> Biased as an estimate of the gradient in every layer, by the missing factor
 * {@code F'(a)} at least; it does not vanish where a unit is saturated. For one layer and a loss
 * that is multilinear in its bits it is unbiased in the probabilities or means that it names.
 * Unbiased in the loss's own parameters.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative, one uniform per unit and
 * row; memory of two widest layers.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative;
 * {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new IdentityStraightThrough(Traits.Target.PROBABILITY).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "st-identity")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param of what it is an estimate for the derivative in: {@code PROBABILITY} or {@code MEAN}
 */
public record IdentityStraightThrough(Traits.Target of) implements Estimator {
  private static final Traits TRAITS =
      Traits.of(
              Traits.Bias.UNBIASED_IN_LOSS,
              "the slope of the distribution function is left out",
              "Bengio, Leonard, Courville 2013, arXiv 1308.3432;"
                  + " Shekhovtsov, Yanush 2021 (GCPR), arXiv 2006.06880")
          .withLossGradient();

  /**
   * Checks the parameter.
   *
   * @param of what it is an estimate for the derivative in: {@code PROBABILITY} or {@code MEAN}
   */
  public IdentityStraightThrough {
    Objects.requireNonNull(of, "of");
    if (of == Traits.Target.PREACTIVATION) {
      throw new IllegalArgumentException(
          "of must be PROBABILITY or MEAN, but is " + of + "; for that derivative use st");
    }
  }

  static IdentityStraightThrough parse(String of) {
    List<String> names = List.of("probability", "mean");
    return switch (KnownNames.find(of, names).orElse("")) {
      case "probability" -> new IdentityStraightThrough(Traits.Target.PROBABILITY);
      case "mean" -> new IdentityStraightThrough(Traits.Target.MEAN);
      default ->
          throw new IllegalArgumentException(
              "of of st-identity must be probability or mean, but is "
                  + of
                  + KnownNames.hint(of, names));
    };
  }

  @Override
  public String name() {
    return of == Traits.Target.MEAN ? "st-identity(mean)" : "st-identity";
  }

  @Override
  public Traits traits() {
    return TRAITS.withTarget(of);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireDerivative(this, problem);
    double slope = of == Traits.Target.MEAN ? 0.5 : 1;
    return SlopeSession.of(problem, (path, layer, out) -> Arrays.fill(out, slope));
  }
}
