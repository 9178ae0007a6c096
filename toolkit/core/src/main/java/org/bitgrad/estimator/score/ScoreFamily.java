package org.bitgrad.estimator.score;

import java.util.Map;
import org.bitgrad.estimator.EstimatorFamily;

/** Makers of the score-function estimators, by name. */
public final class ScoreFamily implements EstimatorFamily {
  /** For the service loader. */
  public ScoreFamily() {}

  @Override
  public String title() {
    return "score function";
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("rloo", "loorf", "vargrad", "loorf");
  }

  @Override
  public void list(Map<String, Maker> known) {
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
