package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;

/** Makers of the estimators from antithetic and otherwise coupled samples, by name. */
final class CoupledMethods {
  private CoupledMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put("arm", name -> new Arm());
  }
}
