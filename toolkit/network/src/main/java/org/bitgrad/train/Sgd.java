package org.bitgrad.train;

import org.bitgrad.numeric.RealArray;
import org.bitgrad.numeric.RealArray.DescentStep;

/**
 * Stochastic gradient descent with momentum.
 *
 * <p><b>Formula.</b> {@code d = g + decay x}; {@code v = momentum v + d} with v from 0 on; {@code x
 * -= rate v}, or {@code x -= rate (d + momentum v)} with Nesterov's look ahead. Clipping of g comes
 * before decay.
 *
 * <p><b>Source.</b> I. Sutskever, J. Martens, G. Dahl, G. Hinton, "On the importance of
 * initialization and momentum in deep learning", ICML 2013, in the form of PyTorch: the rate stands
 * outside the velocity, and there is no dampening.
 *
 * <pre>{@code
 * Optimiser recipe = Optimiser.sgd(0.03).momentum(0.9).nesterov();
 * }</pre>
 */
public final class Sgd implements Optimiser {
  private final double rate;
  private final double momentum;
  private final boolean nesterov;
  private final double decay;
  private final Clipping clipping;

  Sgd(double rate, double momentum, boolean nesterov, double decay, Clipping clipping) {
    this.rate = Rules.positive("rate", rate);
    this.momentum = momentum;
    this.nesterov = nesterov;
    this.decay = decay;
    this.clipping = clipping;
  }

  /**
   * Sets the momentum.
   *
   * @param momentum share of the old velocity, in [0, 1]
   * @return a new recipe
   */
  public Sgd momentum(double momentum) {
    return new Sgd(rate, Rules.inUnit("momentum", momentum), nesterov, decay, clipping);
  }

  /**
   * Looks ahead, as Nesterov does.
   *
   * @return a new recipe
   * @throws IllegalArgumentException if there is no momentum yet
   */
  public Sgd nesterov() {
    Rules.positive("momentum before nesterov()", momentum);
    return new Sgd(rate, momentum, true, decay, clipping);
  }

  /**
   * Adds {@code decay x} to the gradient (L2).
   *
   * @param decay at least 0
   * @return a new recipe
   */
  public Sgd weightDecay(double decay) {
    return new Sgd(rate, momentum, nesterov, Rules.notNegative("decay", decay), clipping);
  }

  @Override
  public Sgd withRate(double newRate) {
    return new Sgd(newRate, momentum, nesterov, decay, clipping);
  }

  @Override
  public Sgd clipEntries(double limit) {
    return new Sgd(rate, momentum, nesterov, decay, clipping.withEntries(limit));
  }

  @Override
  public Sgd clipNorm(double limit) {
    return new Sgd(rate, momentum, nesterov, decay, clipping.withNorm(limit));
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
    return "sgd(rate="
        + rate
        + ", momentum="
        + momentum
        + ", nesterov="
        + nesterov
        + ", decay="
        + decay
        + ", "
        + clipping
        + ")";
  }

  private static final class Run extends GroupRun {
    private final Sgd recipe;
    private final RealArray[] velocity;
    private DescentStep step;

    Run(Sgd recipe, RealArray... parameters) {
      super(recipe.rate, recipe.clipping, parameters);
      this.recipe = recipe;
      velocity = recipe.momentum == 0 ? new RealArray[0] : memory("velocity");
    }

    @Override
    void begin(double rate, double count) {
      if (step == null || step.rate() != rate) {
        step = new DescentStep(rate, recipe.decay, recipe.momentum, recipe.nesterov);
      }
    }

    @Override
    void move(int group, RealArray parameters, RealArray gradient) {
      if (velocity.length == 0) {
        parameters.descend(gradient, step);
      } else {
        parameters.descend(gradient, velocity[group], step);
      }
    }
  }
}
