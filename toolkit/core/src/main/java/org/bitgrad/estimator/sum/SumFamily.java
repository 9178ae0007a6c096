package org.bitgrad.estimator.sum;

import java.util.Map;
import org.bitgrad.estimator.EstimatorFamily;

/** Makers of the estimators that sum over states of units, exactly or in part, by name. */
public final class SumFamily implements EstimatorFamily {
  /** For the service loader. */
  public SumFamily() {}

  @Override
  public String title() {
    return "sums over states and flips";
  }

  @Override
  public void list(Map<String, Maker> known) {
    known.put("sa", name -> new StateAnalytic());
    known.put("local-expectation", name -> new LocalExpectation());
    known.put("bitflip", name -> new BitFlip());
    known.put("ugc", name -> new Ugc());
    known.put("unordered-set", name -> new UnorderedSet(name.integer("n", 0, 2)));
    known.put("enumeration", name -> new Enumeration());
  }
}
