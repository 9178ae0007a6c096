package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;

/** Makers of the estimators that sum over states of units, exactly or in part, by name. */
final class SumMethods {
  private SumMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put("sa", name -> new StateAnalytic());
    known.put("local-expectation", name -> new LocalExpectation());
    known.put("bitflip", name -> new BitFlip());
    known.put("ugc", name -> new Ugc());
    known.put("unordered-set", name -> new UnorderedSet(name.integer("n", 0, 2)));
    known.put("enumeration", name -> new Enumeration());
  }
}
