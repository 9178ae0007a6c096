package org.bitgrad.estimator;

import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.bitgrad.problem.Problem;

/** A recipe for the gradient of an expected loss; immutable. */
public interface Estimator {
  /**
   * {@return the name as {@code bitgrad estimators} lists it, with arguments, for example {@code
   * concrete(0.1)}}
   */
  String name();

  /** {@return what the recipe promises; the contract test holds it to them} */
  Traits traits();

  /**
   * Opens the recipe on a problem.
   *
   * @param problem expected loss
   * @return a session, for one thread
   * @throws UnsupportedOperationException if the recipe is not defined on the problem; the message
   *     says why
   * @throws IllegalArgumentException if its number of samples is too large for buffers of at most
   *     2^24 numbers on the problem
   */
  Session open(Problem problem);

  /**
   * One's own estimator as a formula: the derivative in the pre-activation of each unit of a
   * sampled path. Value and the loss's own derivative are those at the path's end.
   *
   * <pre>{@code
   * Estimator mine = Estimator.ofUnits("mine", Traits.unbiased("the score has mean 0", "Williams 1992"),
   *     unit -> unit.score() * (unit.loss() - 1.5));
   * }</pre>
   *
   * @param name name in tables
   * @param traits what it promises; the published contract test checks them
   * @param formula derivative in the pre-activation of a unit
   * @return the estimator
   * @throws IllegalArgumentException if the name is blank
   */
  static Estimator ofUnits(String name, Traits traits, ToDoubleFunction<PathUnit> formula) {
    return of(name, traits, PathUnit.recipe(Objects.requireNonNull(formula, "formula")));
  }

  /**
   * One's own estimator in a few lines. The session samples a path per point, evaluates the loss at
   * its end and gives the value and the loss's own derivative there to the sink; the recipe gives
   * the derivatives in the layers' pre-activations.
   *
   * <pre>{@code
   * Estimator mine = Estimator.of("mine", Traits.unbiased("score", "Williams 1992"),
   *     (path, loss, out) -> {
   *       double[] da = new double[path.probabilities(0).length];
   *       new PathTerms(path).scores(0, da);
   *       for (int i = 0; i < da.length; i++) da[i] *= loss.values()[i % path.rows()];
   *       out.layer(path.pass(), 0, path.previous(0), da);
   *     });
   * }</pre>
   *
   * @param name name in tables
   * @param traits what it promises; the published contract test checks them
   * @param recipe derivatives from a sampled path
   * @return the estimator
   * @throws IllegalArgumentException if the name is blank
   */
  static Estimator of(String name, Traits traits, PathRecipe recipe) {
    return new PathEstimator(name, traits, recipe);
  }
}
