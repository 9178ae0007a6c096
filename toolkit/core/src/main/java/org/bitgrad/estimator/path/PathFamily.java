package org.bitgrad.estimator.path;

import java.util.Map;
import org.bitgrad.estimator.EstimatorFamily;

/** Makers of the estimators that follow one sampled path through flips or derivatives, by name. */
public final class PathFamily implements EstimatorFamily {
  /** For the service loader. */
  public PathFamily() {}

  @Override
  public String title() {
    return "one path: flips and straight-through";
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("straight-through", "st");
  }

  @Override
  public void list(Map<String, Maker> known) {
    known.put("psa", name -> new Psa(name.flag("smoothing", 0, true)));
    known.put("st", name -> new StraightThrough());
    known.put(
        "st-identity", name -> IdentityStraightThrough.parse(name.text("of", 0, "probability")));
    known.put("st-hardtanh", name -> new HardTanhStraightThrough(name.number("window", 0, 1)));
    known.put("zgr", name -> new Zgr());
    known.put("reinmax", name -> Zgr.reinMax());
  }
}
