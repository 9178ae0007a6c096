package org.bitgrad.estimator;

import org.bitgrad.numeric.Sums;
import org.bitgrad.problem.Gradient;

/** Stops an estimate at the first number that is not finite, and says where it arose. */
final class Finite {
  private Finite() {}

  /** Checks losses; row r belongs to the point r % points. */
  static void check(double[] values, int points) {
    // A sum of finite numbers that overflows costs a look at each, no more.
    if (Double.isFinite(Sums.sum(values, 0, values.length))) {
      return;
    }
    for (int r = 0; r < values.length; r++) {
      if (!Double.isFinite(values[r])) {
        throw new ArithmeticException(
            "loss must be a finite number, but is " + values[r] + " at point " + r % points);
      }
    }
  }

  static void check(Gradient gradient) {
    for (int g = 0; g < gradient.layout().groups(); g++) {
      double[] group = gradient.group(g);
      for (int i = 0; i < group.length; i++) {
        if (!Double.isFinite(group[i])) {
          throw new ArithmeticException(
              "gradient must be finite, but is "
                  + group[i]
                  + " in number "
                  + i
                  + " of group "
                  + gradient.layout().name(g));
        }
      }
    }
  }
}
