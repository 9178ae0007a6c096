package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;

/** Makers of the estimators from antithetic and otherwise coupled samples, by name. */
final class CoupledMethods {
  private CoupledMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
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
