package org.bitgrad.estimator;

import java.util.Objects;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Problem;

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
      Refusals.requireDerivative(this, problem);
    }
    Refusals.requireScope(this, problem);
    return new RecipeSession(problem, recipe);
  }

  private static final class RecipeSession extends PathSession {
    private final PathRecipe recipe;

    RecipeSession(Problem problem, PathRecipe recipe) {
      super(problem, 1);
      this.recipe = recipe;
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      sample(draw);
      plainHead(out);
      recipe.estimate(path, loss, out);
    }
  }
}
