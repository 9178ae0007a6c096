package org.bitgrad.estimator.relaxed;

import java.util.Map;
import org.bitgrad.estimator.EstimatorFamily;

/** Makers of the estimators from relaxed states or slopes, by name. */
public final class RelaxedFamily implements EstimatorFamily {
  /** For the service loader. */
  public RelaxedFamily() {}

  @Override
  public String title() {
    return "relaxed states";
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("gumbel-softmax", "concrete", "gumbel-straight-through", "st-gumbel");
  }

  @Override
  public void list(Map<String, Maker> known) {
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
