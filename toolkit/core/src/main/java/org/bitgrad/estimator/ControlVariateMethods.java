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
    known.put(
        "rebar",
        name ->
            new Rebar(
                name.number("tau", 0, 0.5), name.number("eta", 1, 1), name.integer("n", 2, 3)));
    known.put("rodeo", name -> new Rodeo(name.integer("n", 0, 2)));
    known.put("relax", name -> new Relax(name.number("tau", 0, 0.5), name.integer("n", 1, 3)));
  }

  private static OptionalDouble numberOrLearned(EstimatorName name) {
    return name.text("alpha", 1, "learned").equalsIgnoreCase("learned")
        ? OptionalDouble.empty()
        : OptionalDouble.of(name.number("alpha", 1, 0));
  }
}
