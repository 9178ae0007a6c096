package org.bitgrad.estimator.bound;

import java.util.Map;
import org.bitgrad.estimator.EstimatorFamily;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;

/**
 * Makers of the estimators that are made for multi-sample bounds, by name. The number of samples is
 * the problem's, so no argument is a number; one evaluation is one of the bound, with all its
 * weights.
 */
public final class BoundFamily implements EstimatorFamily {
  /** For the service loader. */
  public BoundFamily() {}

  @Override
  public String title() {
    return "multi-sample bounds";
  }

  @Override
  public void list(Map<String, Maker> known) {
    known.put("vimco", name -> new Vimco(Vimco.Mean.parse(name.text("mean", 0, "geometric"))));
    known.put("local-disarm", name -> new LocalDisArm());
    known.put("local-arms", name -> new LocalArms(copula(name.text("copula", 0, "dirichlet"))));
  }

  private static Copula copula(String text) {
    try {
      return Copulas.of(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("local-arms: " + e.getMessage(), e);
    }
  }
}
