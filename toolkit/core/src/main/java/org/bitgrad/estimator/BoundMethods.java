package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;
import org.bitgrad.random.Copulas;

/**
 * Makers of the estimators that are made for multi-sample bounds, by name. The number of samples is
 * the problem's, so no argument is a number; one evaluation is one of the bound, with all its
 * weights.
 */
final class BoundMethods {
  private BoundMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put("vimco", name -> new Vimco(Vimco.Mean.parse(name.text("mean", 0, "geometric"))));
    known.put("local-disarm", name -> new LocalDisArm());
    known.put("local-arms", name -> new LocalArms(Copulas.of(name.text("copula", 0, "dirichlet"))));
  }
}
