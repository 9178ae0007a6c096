package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Traits;
import org.bitgrad.estimator.path.HardTanhStraightThrough;
import org.bitgrad.estimator.path.IdentityStraightThrough;
import org.bitgrad.estimator.path.Zgr;
import org.bitgrad.estimator.relaxed.BayesBinn;
import org.bitgrad.estimator.relaxed.Foust;
import org.bitgrad.estimator.relaxed.StraightThroughGumbel;
import org.bitgrad.random.Noise;

/** Planted errors in straight-through estimators and in those from scaled or relaxed states. */
final class PlantedRelaxed {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String ENCODINGS = "encodingsAgree";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String VALUE = "valueIsUnbiased";

  private static final Estimator SCALED = new Foust(Foust.Form.SCALED);
  private static final Estimator WEIGHTED = new Foust(Foust.Form.IMPORTANCE_SCALED);
  private static final Estimator IDENTITY = new IdentityStraightThrough(Traits.Target.MEAN);
  private static final Estimator WINDOW = new HardTanhStraightThrough(1);
  private static final Estimator GUARDED = new BayesBinn(1, 0.1);

  private PlantedRelaxed() {}

  static List<Edited> unedited() {
    return List.of(
        new EditedSlopes(IDENTITY, "no edit"),
        new EditedSlopes(WINDOW, "no edit"),
        new EditedSlopes(new Zgr(), "no edit"),
        new EditedSlopes(new StraightThroughGumbel(0.9), "no edit"),
        new EditedScales(SCALED, "no edit"),
        new EditedScales(WEIGHTED, "no edit"),
        new EditedScales(GUARDED, "no edit"));
  }

  static List<Planted> slopes() {
    return List.of(
        Planted.of(
            new EditedSlopes(new StraightThroughGumbel(0.9), "the temperature of spins") {
              @Override
              double tau() {
                return 0.45;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSlopes(new StraightThroughGumbel(0.9), "the slope not divided by tau") {
              @Override
              double slopeTau() {
                return 1;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSlopes(new StraightThroughGumbel(0.9), "the loss at relaxed states") {
              @Override
              double seen(int bit, double v) {
                return 1 / (1 + Math.exp(-v));
              }
            },
            BIAS,
            VALUE,
            DEFINITION),
        Planted.of(
            new EditedSlopes(new StraightThroughGumbel(0.9), "the slope at the hard state") {
              @Override
              double slope(Noise noise, double a, int bit, double v) {
                return noise.density(a);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSlopes(IDENTITY, "the whole factor passed back") {
              @Override
              double passedBack(double da, double g) {
                return g;
              }
            },
            ENCODINGS,
            DEFINITION),
        Planted.of(
            new EditedSlopes(IDENTITY, "the factor 2 of spins missing") {
              @Override
              double step(double step) {
                return 1;
              }
            },
            ENCODINGS,
            DEFINITION),
        Planted.of(
            new EditedSlopes(WINDOW, "a window of one side") {
              @Override
              boolean inside(double a, double window) {
                return a < window;
              }
            },
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedSlopes(WINDOW, "a window that is too wide") {
              @Override
              boolean inside(double a, double window) {
                return Math.abs(a) < 2 * window;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSlopes(new Zgr(), "p and 1 - p exchanged") {
              @Override
              double drawn(double p, double q, int bit) {
                return bit == 1 ? q : p;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSlopes(new Zgr(), "1 - p for every noise") {
              @Override
              double slope(Noise noise, double a, int bit, double v) {
                return noise.probability(bit == 1 ? -a : a) / 2;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSlopes(new Zgr(), "the factor 2 of spins missing") {
              @Override
              double step(double step) {
                return 1;
              }
            },
            ENCODINGS,
            DEFINITION));
  }

  static List<Planted> scales() {
    return List.of(
        Planted.of(
            new EditedScales(SCALED, "x for u x") {
              @Override
              double scaled(double scale, int spin) {
                return spin;
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedScales(SCALED, "a scaled bit for a scaled spin") {
              @Override
              double scaled(double scale, int spin) {
                return scale * (1 + spin) - 1;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedScales(WEIGHTED, "p and 1 - p exchanged") {
              @Override
              double drawn(double p, double q, int bit) {
                return bit == 1 ? q : p;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedScales(GUARDED, "mu for mu squared") {
              @Override
              double below(double mean, double dMean) {
                return 1 - Math.abs(mean);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedScales(GUARDED, "w for w squared") {
              @Override
              double above(double w) {
                return 1 - Math.abs(w);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedScales(GUARDED, "the guard above the line only") {
              @Override
              double guardBelow(double guard) {
                return 0;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedScales(GUARDED, "the temperature of spins") {
              @Override
              double tau() {
                return 0.5;
              }
            },
            DEFINITION));
  }
}
