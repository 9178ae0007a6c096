package org.bitgrad.train;

import org.bitgrad.numeric.RealArray;
import org.bitgrad.numeric.RealArray.AdamMeans;
import org.bitgrad.numeric.RealArray.AdamStep;

/**
 * Adam, and AdamW with its decoupled weight decay.
 *
 * <p><b>Formula.</b> {@code m = beta1 m + (1 - beta1) g}; {@code v = beta2 v + (1 - beta2) g^2};
 * {@code x -= rate m' / (sqrt(v') + epsilon)} with {@code m' = m / (1 - beta1^t)}, {@code v' = v /
 * (1 - beta2^t)} at step t. Weight decay of Adam adds {@code decay x} to g; that of AdamW
 * multiplies x by {@code 1 - rate decay} before the step. Clipping of g comes before decay.
 *
 * <p><b>Source.</b> D. Kingma, J. Ba, "Adam: a method for stochastic optimization", ICLR 2015,
 * algorithm 1; I. Loshchilov, F. Hutter, "Decoupled weight decay regularization", ICLR 2019, with
 * decay scaled by the whole rate, as PyTorch has it.
 *
 * <pre>{@code
 * Optimiser recipe = Optimiser.adamW(1e-3, 1e-2).clipNorm(5);
 * }</pre>
 */
public final class Adam implements Optimiser {
  static final AdamMeans PUBLISHED = new AdamMeans(0.9, 0.999, 1e-8);

  private final double rate;
  private final AdamMeans means;
  private final Decay decay;
  private final Clipping clipping;

  Adam(double rate, AdamMeans means, Decay decay, Clipping clipping) {
    this.rate = Rules.positive("rate", rate);
    Rules.notNegative("decay", decay.factor());
    this.means = means;
    this.decay = decay;
    this.clipping = clipping;
  }

  /** Weight decay inside the gradient, or decoupled from it. */
  record Decay(double factor, boolean decoupled) {}

  /**
   * Sets the decays of the running means.
   *
   * @param beta1 of the mean, in [0, 1)
   * @param beta2 of the mean of squares, in [0, 1)
   * @return a new recipe
   */
  public Adam betas(double beta1, double beta2) {
    AdamMeans chosen =
        new AdamMeans(below1("beta1", beta1), below1("beta2", beta2), means.epsilon());
    return new Adam(rate, chosen, decay, clipping);
  }

  private static double below1(String name, double beta) {
    if (!(beta >= 0 && beta < 1)) {
      throw new IllegalArgumentException(name + " must be in [0, 1), but is " + beta);
    }
    return beta;
  }

  /**
   * Sets what is added to the root.
   *
   * @param epsilon positive
   * @return a new recipe
   */
  public Adam epsilon(double epsilon) {
    Rules.positive("epsilon", epsilon);
    AdamMeans chosen = new AdamMeans(means.beta1(), means.beta2(), epsilon);
    return new Adam(rate, chosen, decay, clipping);
  }

  /**
   * Sets the weight decay, inside the gradient for Adam, decoupled for AdamW.
   *
   * @param factor at least 0
   * @return a new recipe
   */
  public Adam weightDecay(double factor) {
    return new Adam(rate, means, new Decay(factor, decay.decoupled()), clipping);
  }

  @Override
  public Adam withRate(double newRate) {
    return new Adam(newRate, means, decay, clipping);
  }

  @Override
  public Adam clipEntries(double limit) {
    return new Adam(rate, means, decay, clipping.withEntries(limit));
  }

  @Override
  public Adam clipNorm(double limit) {
    return new Adam(rate, means, decay, clipping.withNorm(limit));
  }

  @Override
  public double rate() {
    return rate;
  }

  @Override
  public OptimiserRun start(RealArray... parameters) {
    return new Run(this, parameters);
  }

  /** {@return the recipe in one line, equal exactly for equal recipes} */
  @Override
  public String toString() {
    return "adam(rate=" + rate + ", " + means + ", " + decay + ", " + clipping + ")";
  }

  private AdamStep coefficients(double rate, double count) {
    // StrictMath, so that machines agree on every bit.
    double first = 1 - StrictMath.pow(means.beta1(), count);
    double second = 1 - StrictMath.pow(means.beta2(), count);
    double inside = decay.decoupled() ? 0 : decay.factor();
    double keep = decay.decoupled() ? 1 - rate * decay.factor() : 1;
    return new AdamStep(means, rate / first, 1 / Math.sqrt(second), inside, keep);
  }

  private static final class Run extends GroupRun {
    private final Adam recipe;
    private final RealArray[] first;
    private final RealArray[] second;
    private AdamStep step;

    Run(Adam recipe, RealArray... parameters) {
      super(recipe.rate, recipe.clipping, parameters);
      this.recipe = recipe;
      first = memory("mean");
      second = memory("mean of squares");
    }

    @Override
    void begin(double rate, double count) {
      step = recipe.coefficients(rate, count);
    }

    @Override
    void move(int group, RealArray parameters, RealArray gradient) {
      parameters.adam(gradient, first[group], second[group], step);
    }
  }
}
