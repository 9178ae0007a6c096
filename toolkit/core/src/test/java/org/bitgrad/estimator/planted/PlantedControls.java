package org.bitgrad.estimator.planted;

import java.util.List;
import java.util.OptionalDouble;
import org.bitgrad.estimator.DoubleControlVariates;
import org.bitgrad.random.Noise;

/** Planted errors in estimators with control variates from derivatives of the loss. */
final class PlantedControls {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String ENCODINGS = "encodingsAgree";

  private PlantedControls() {}

  private static DoubleControlVariates doubleControl() {
    return new DoubleControlVariates(2, OptionalDouble.of(-0.5));
  }

  static List<Edited> unedited() {
    return List.of(
        new EditedDoubleControl(doubleControl(), "no edit"),
        new EditedDoubleControl(new DoubleControlVariates(3, OptionalDouble.of(-1)), "no edit"));
  }

  static List<Planted> all() {
    return List.of(
        Planted.of(
            new EditedDoubleControl(doubleControl(), "the own derivative in the mean of others") {
              @Override
              double slope(double sum, double own, int n) {
                return sum / n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDoubleControl(doubleControl(), "1/n for 1/(n-1)") {
              @Override
              double share(int n) {
                return 1.0 / n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDoubleControl(doubleControl(), "the sign of the known mean") {
              @Override
              double known(double alpha) {
                return alpha;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDoubleControl(doubleControl(), "the known mean missing") {
              @Override
              double known(double alpha) {
                return 0;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDoubleControl(doubleControl(), "the bit for the bit minus its mean") {
              @Override
              double centred(double bit, double p) {
                return bit;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDoubleControl(doubleControl(), "p (1 - p) for F'") {
              @Override
              double density(Noise noise, double a) {
                return noise.probability(a) * noise.probability(-a);
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedDoubleControl(doubleControl(), "the factor 2 of spins missing") {
              @Override
              double stepOf(double step) {
                return 1;
              }
            },
            ENCODINGS,
            DEFINITION));
  }
}
