package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;

/** Makers of the estimators from relaxed states or slopes, by name. */
final class RelaxedMethods {
  private RelaxedMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put("concrete", name -> new Concrete(name.number("tau", 0, 0.1)));
    known.put("mean-field", name -> new MeanField());
    known.put("ap2", name -> new AnalyticPropagation());
    known.put("local-reparameterisation", name -> new LocalReparameterisation());
    known.put("st-gumbel", name -> new StraightThroughGumbel(name.number("tau", 0, 0.5)));
    known.put("foust", name -> Foust.parse(name.text("form", 0, "scaled")));
    known.put(
        "bayesbinn", name -> new BayesBinn(name.number("tau", 0, 0.5), name.number("guard", 1, 0)));
  }
}
