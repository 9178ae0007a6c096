package org.bitgrad.estimator.planted;

import java.util.List;
import java.util.OptionalDouble;
import org.bitgrad.estimator.control.DoubleControlVariates;
import org.bitgrad.estimator.control.Rebar;
import org.bitgrad.random.Noise;

/** Planted errors in estimators with control variates from derivatives of the loss. */
final class PlantedControls {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String ENCODINGS = "encodingsAgree";

  private static final Rebar REBAR = new Rebar(0.5, 1, 3);
  private static final Rebar SEVERAL = new Rebar(0.5, 0.6, 6);

  private PlantedControls() {}

  private static DoubleControlVariates doubleControl() {
    return new DoubleControlVariates(2, OptionalDouble.of(-0.5));
  }

  static List<Edited> unedited() {
    return List.of(
        new EditedDoubleControl(doubleControl(), "no edit"),
        new EditedDoubleControl(new DoubleControlVariates(3, OptionalDouble.of(-1)), "no edit"),
        new EditedRebar(REBAR, "no edit"),
        new EditedRebar(SEVERAL, "no edit"));
  }

  static List<Planted> doubleControls() {
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

  static List<Planted> relaxations() {
    return List.of(
        Planted.of(
            new EditedRebar(REBAR, "u for v") {
              @Override
              double second(double u, double v) {
                return u;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRebar(REBAR, "slope 1 of the variable given the bit") {
              @Override
              double givenSlope(double slope) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRebar(REBAR, "the variable given the bit held fixed") {
              @Override
              double givenSlope(double slope) {
                return 0;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRebar(new Rebar(1, 1, 3), "the temperature of spins") {
              @Override
              double tau() {
                return 0.5;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRebar(REBAR, "slopes not divided by the temperature") {
              @Override
              double slopeTau() {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRebar(SEVERAL, "slopes without eta") {
              @Override
              double slopeEta() {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRebar(REBAR, "z for the variable given the bit in the score term") {
              @Override
              double[] inScore(double[] atZ, double[] atGiven) {
                return atZ;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRebar(REBAR, "the factor F'/(p(1-p)) missing") {
              @Override
              double logitSlope(Noise noise, double a) {
                return 1;
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedRebar(SEVERAL, "averaged signals times averaged scores") {
              @Override
              boolean averagesFirst() {
                return true;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }
}
