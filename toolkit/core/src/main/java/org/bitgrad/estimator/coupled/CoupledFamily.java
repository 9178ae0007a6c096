package org.bitgrad.estimator.coupled;

import java.util.Map;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.EstimatorFamily;
import org.bitgrad.estimator.EstimatorName;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;

/** Makers of the estimators from antithetic and otherwise coupled samples, by name. */
public final class CoupledFamily implements EstimatorFamily {
  /** For the service loader. */
  public CoupledFamily() {}

  @Override
  public String title() {
    return "coupled samples";
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("u2g", "disarm");
  }

  @Override
  public void list(Map<String, Maker> known) {
    known.put("arm", name -> new Arm(name.integer("n", 0, 2)));
    known.put("disarm", name -> new DisArm(name.integer("n", 0, 2)));
    known.put("arms", name -> arms(name, Copulas.dirichlet()));
    known.put("arms-gaussian", name -> arms(name, Copulas.gaussian()));
    known.put("arms-rotation", name -> arms(name, Copulas.rotation()));
  }

  private static Estimator arms(EstimatorName name, Copula copula) {
    return new Arms(name.integer("n", 0, Arms.DEFAULT_SAMPLES), copula);
  }
}
