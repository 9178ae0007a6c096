package org.bitgrad.estimator.sum;

import org.bitgrad.problem.Draw;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.States;

/** One flip per row of a unit chosen uniformly, and what it changes of the loss. */
final class RandomFlip {
  private static final String SITE = "coordinate1";

  private final States flipped;
  private final double[] chosen;
  private final double[] differences;

  RandomFlip(States flipped) {
    this.flipped = flipped;
    chosen = new double[flipped.rows()];
    differences = new double[flipped.rows()];
  }

  /**
   * Chooses and evaluates.
   *
   * @param draw random numbers
   * @param states hard states of a layer
   * @param loss already at these states; afterwards at the flipped ones
   */
  void choose(Draw draw, States states, LossPass loss) {
    int rows = flipped.rows();
    draw.choices(SITE, rows, flipped.units(), chosen);
    states.copyTo(flipped);
    double[] x = flipped.values();
    double mirror = states.encoding().low() + states.encoding().high();
    for (int r = 0; r < rows; r++) {
      int at = ((int) chosen[r]) * rows + r;
      x[at] = mirror - x[at];
    }
    System.arraycopy(loss.values(), 0, differences, 0, rows);
    loss.at(flipped);
    for (int r = 0; r < rows; r++) {
      differences[r] -= loss.values()[r];
    }
  }

  /**
   * The number of units times {@code f(x) - f(x with the chosen unit flipped)} if a unit is the
   * chosen one of its row.
   *
   * @param at unit times rows plus row
   * @return 0 for any other unit
   */
  double difference(int at) {
    int r = at % differences.length;
    return ((int) chosen[r]) == at / differences.length ? flipped.units() * differences[r] : 0;
  }
}
