package org.bitgrad.estimator.control;

import java.util.Map;
import java.util.OptionalDouble;
import org.bitgrad.estimator.EstimatorFamily;
import org.bitgrad.estimator.EstimatorName;

/** Makers of the estimators with control variates from derivatives of the loss, by name. */
public final class ControlFamily implements EstimatorFamily {
  /** For the service loader. */
  public ControlFamily() {}

  @Override
  public String title() {
    return "control variates from derivatives";
  }

  @Override
  public void list(Map<String, Maker> known) {
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
