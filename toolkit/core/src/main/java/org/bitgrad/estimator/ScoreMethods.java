package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;

/** Makers of the score-function estimators, by name. */
final class ScoreMethods {
  private ScoreMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put(
        "reinforce",
        name ->
            new Reinforce(
                name.integer("n", 0, 1), Baseline.parse(name.text("baseline", 1, "none"))));
    known.put("loorf", name -> new Loorf(name.integer("n", 0, 4)));
    known.put("nvil", name -> new Nvil(name.flag("normalise", 0, false)));
    known.put("augment-reinforce", name -> new AugmentReinforce());
    known.put("muprop", name -> new MuProp());
  }
}
