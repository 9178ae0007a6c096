package org.bitgrad.estimator;

import org.bitgrad.estimator.control.Rodeo;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/** States of RODEO far from its start. */
public final class RodeoStates {
  private RodeoStates() {}

  private static final int HIDDEN = 100;
  private static final int EVERY = 12;

  /**
   * The start with alpha 0.7 and beta -0.5, every other parameter moved by up to 0.3, and outputs
   * of every twelfth hidden unit only: slow copies need not compute the others.
   */
  public static double[] some(long seed) {
    Problem any = BernoulliProblem.of((bits, out) -> {}, (bits, out) -> {}, 0);
    double[] state = new Rodeo(2).open(any).state();
    RandomStream stream = RandomStream.of(seed, "rodeo state");
    for (int i = 0; i < state.length / 3; i++) {
      state[i] += 0.6 * stream.uniform(i) - 0.3;
    }
    for (int h = 0; h < HIDDEN; h++) {
      if (h % EVERY != 0) {
        state[2 + 3 * HIDDEN + h] = 0;
        state[2 + 4 * HIDDEN + h] = 0;
      }
    }
    state[0] = 0.7;
    state[1] = -0.5;
    return state;
  }
}
