package org.bitgrad.estimator;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;

/** Makers of the estimators with control variates from derivatives of the loss, by name. */
final class ControlVariateMethods {
  private ControlVariateMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put(
        "double-cv",
        name -> new DoubleControlVariates(name.integer("n", 0, 2), numberOrLearned(name)));
  }

  private static OptionalDouble numberOrLearned(EstimatorName name) {
    return name.text("alpha", 1, "learned").equals("learned")
        ? OptionalDouble.empty()
        : OptionalDouble.of(name.number("alpha", 1, 0));
  }
}
