package org.bitgrad.estimator;

import java.util.Map;
import java.util.function.Function;

/** Makers of the estimators that follow one sampled path through flips or derivatives, by name. */
final class PathMethods {
  private PathMethods() {}

  static void list(Map<String, Function<EstimatorName, Estimator>> known) {
    known.put("psa", name -> new Psa(name.flag("smoothing", 0, true)));
    known.put("st", name -> new StraightThrough());
    known.put(
        "st-identity", name -> IdentityStraightThrough.parse(name.text("of", 0, "probability")));
    known.put("st-hardtanh", name -> new HardTanhStraightThrough(name.number("window", 0, 1)));
    known.put("zgr", name -> new Zgr());
    known.put("reinmax", name -> Zgr.reinMax());
  }
}
