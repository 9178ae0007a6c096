package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;

/** Makers of the estimators from relaxed states, by name. */
final class RelaxedMethods {
  private RelaxedMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put("concrete", name -> new Concrete(name.number("tau", 0, 0.1)));
    known.put("mean-field", name -> new MeanField());
  }
}
