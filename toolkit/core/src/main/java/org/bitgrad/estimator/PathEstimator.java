package org.bitgrad.estimator;

import java.util.Objects;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/** An estimator made of a {@link PathRecipe}. */
record PathEstimator(String name, Traits traits, PathRecipe recipe) implements Estimator {
  PathEstimator {
    Objects.requireNonNull(traits, "traits");
    Objects.requireNonNull(recipe, "recipe");
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("name must have at least one character, but is " + name);
    }
  }

  @Override
  public Session open(Problem problem) {
    if (traits.needs() == Traits.Needs.LOSS_GRADIENT) {
      Requirements.requireDerivative(this, problem);
    }
    Requirements.requireScope(this, problem);
    return new RecipeSession(problem, this);
  }

  private static final class RecipeSession extends PathSession {
    private final PathEstimator estimator;
    private final EveryLayerSink given;

    RecipeSession(Problem problem, PathEstimator estimator) {
      super(problem, 1);
      this.estimator = estimator;
      given = new EveryLayerSink(layers);
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      given.begin(out);
      estimator.recipe.estimate(path, loss, given);
      given.requireAll(estimator.name);
    }
  }
}
