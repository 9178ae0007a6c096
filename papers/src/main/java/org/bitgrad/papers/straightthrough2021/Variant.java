package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.bitgrad.exact.NoiseGain;
import org.bitgrad.random.Noise;

/**
 * One way to train a classifier of digits.
 *
 * @param group of ways that are compared
 * @param family of the units' noise
 * @param ratio deviation of pre-activations at the start, 1, over the scale of the noise
 * @param method name of the estimator
 */
record Variant(Group group, String family, double ratio, String method) {
  /** How often noise turns a unit over at the start, in all matched variants. */
  static final double FLIPS = 0.15;

  /** So little noise that units are signs. */
  private static final double NONE = 1e6;

  private static final double[] SWEPT = {0.5, 1, 2, 4};

  /** Ways that are compared. */
  enum Group {
    /** ST with the factor of its noise, noises of equal flip probability. */
    MATCHED,
    /** HardTanh backward where the noise is logistic. */
    MISMATCHED,
    /** Sign forward, HardTanh backward: no noise. */
    DETERMINISTIC,
    /** Binary weights by mirror descent, and logistic units. */
    WEIGHTS,
    /** Matched ST at several ratios. */
    SWEEP;

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static List<Variant> all() {
    List<Variant> all = new ArrayList<>();
    for (String family : LayerCase.FAMILIES) {
      all.add(new Variant(Group.MATCHED, family, ratioOfFlips(family), "st"));
    }
    all.add(new Variant(Group.MISMATCHED, "logistic", ratioOfFlips("logistic"), "st-hardtanh"));
    all.add(new Variant(Group.DETERMINISTIC, "uniform", NONE, "st-hardtanh"));
    all.add(new Variant(Group.WEIGHTS, "logistic", ratioOfFlips("logistic"), "st"));
    all.add(new Variant(Group.WEIGHTS, "uniform", ratioOfFlips("logistic"), "st"));
    for (String family : LayerCase.FAMILIES) {
      for (double ratio : SWEPT) {
        all.add(new Variant(Group.SWEEP, family, ratio, "st"));
      }
    }
    return all;
  }

  /** The ratio at which the noise turns units over with the common probability. */
  private static double ratioOfFlips(String family) {
    Noise noise = Noise.of(family, 1);
    double low = 0.01;
    double high = 100;
    for (int i = 0; i < 60; i++) {
      double middle = Math.sqrt(low * high);
      if (NoiseGain.flipProbability(noise, middle) > FLIPS) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** For binary weights the family is that of the weights; their units are logistic. */
  Noise unitNoise() {
    return Noise.of(group == Group.WEIGHTS ? "logistic" : family, 1 / ratio);
  }

  static Noise noNoise() {
    return Noise.uniform(1 / NONE);
  }

  String text() {
    return switch (group) {
      case MATCHED -> "st, " + family;
      case MISMATCHED -> "HardTanh, logistic";
      case DETERMINISTIC -> "HardTanh, no noise";
      case WEIGHTS -> "binary weights, " + family;
      case SWEEP -> family;
    };
  }
}
