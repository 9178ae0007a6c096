package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.estimator.relaxed.MeanField;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.random.Noise;

/** Planted errors in estimators from scores, from antithetic pairs and from derivatives. */
final class PlantedOthers {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String ENCODINGS = "encodingsAgree";

  private PlantedOthers() {}

  private static Reinforce leaveOneOut() {
    return new Reinforce(2, Baseline.leaveOneOut());
  }

  static List<Edited> unedited() {
    return List.of(
        new EditedReinforce(new Reinforce(), "no edit"),
        new EditedReinforce(new Reinforce(1, Baseline.constant(0.7)), "no edit"),
        new EditedReinforce(leaveOneOut(), "no edit"),
        new EditedArm("no edit"),
        new EditedStraightThrough("no edit"),
        new EditedRelaxation(new Concrete(1), "no edit"),
        new EditedRelaxation(new MeanField(), "no edit"));
  }

  static List<Planted> scores() {
    return List.of(
        Planted.of(
            new EditedReinforce(new Reinforce(1, Baseline.constant(0.05)), "the baseline added") {
              @Override
              double advantage(double f, double baseline) {
                return f + baseline;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedReinforce(new Reinforce(), "the factor F'/(p(1-p)) missing") {
              @Override
              double logitSlope(Noise noise, double a) {
                return 1;
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedReinforce(new Reinforce(), "the factor F'/(p(1-p)) twice") {
              @Override
              double logitSlope(Noise noise, double a) {
                return noise.logitSlope(a) * noise.logitSlope(a);
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedReinforce(new Reinforce(), "spins where bits are due") {
              @Override
              double logitScore(double state, double bit, double p) {
                return state - p;
              }
            },
            BIAS,
            ENCODINGS,
            "addingAConstantMovesOnlyTheValue",
            "constantLossHasNoGradient",
            DEFINITION),
        Planted.of(
            new EditedReinforce(new Reinforce(), "the noise of the last layer") {
              @Override
              int noiseOf(int layer, int layers) {
                return layers - 1;
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedReinforce(leaveOneOut(), "a baseline that includes the own sample") {
              @Override
              double leaveOneOut(double sum, double f, int n) {
                return sum / n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedReinforce(leaveOneOut(), "1/(n-1) for 1/n") {
              @Override
              double share(int n) {
                return 1.0 / (n - 1);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }

  /** Points that see each other: enumerating one point says nothing about it. */
  static Planted leaking() {
    return Planted.of(
        new EditedReinforce(leaveOneOut(), "one baseline for all points") {
          @Override
          int stride(int points) {
            return 1;
          }
        },
        BIAS,
        "pointsAreIndependent",
        SATURATED,
        DEFINITION);
  }

  static List<Planted> pairsAndDerivatives() {
    return List.of(
        Planted.of(
            new EditedArm("u for u - 1/2") {
              @Override
              double centred(double u) {
                return u;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedArm("the difference of losses turned around") {
              @Override
              double difference(double first, double second) {
                return second - first;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArm("the factor F'/(p(1-p)) missing") {
              @Override
              double logitSlope(Noise noise, double a) {
                return 1;
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedStraightThrough("the factor 2 of spins missing") {
              @Override
              double step(double step) {
                return 1;
              }
            },
            ENCODINGS,
            DEFINITION),
        Planted.of(
            new EditedStraightThrough("the slope not passed back") {
              @Override
              double passedBack(double da, double g) {
                return g;
              }
            },
            ENCODINGS,
            DEFINITION),
        Planted.of(
            new EditedRelaxation(new Concrete(1), "the temperature of spins") {
              @Override
              double tau() {
                return 0.5;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRelaxation(new Concrete(0.9), "the slope not divided by tau") {
              @Override
              double slopeTau() {
                return 1;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRelaxation(new Concrete(1), "logistic noise for every noise") {
              @Override
              double quantile(Noise noise, double u) {
                return Noise.logistic().quantile(u);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRelaxation(new MeanField(), "tanh(a) for tanh(a/2)") {
              @Override
              double meanArgument(double a) {
                return 2 * a;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRelaxation(new MeanField(), "the factor 2 of spins missing") {
              @Override
              double backStep(double step) {
                return 1;
              }
            },
            ENCODINGS,
            DEFINITION));
  }
}
