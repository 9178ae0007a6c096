package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.score.AugmentReinforce;
import org.bitgrad.estimator.score.Nvil;

/** Planted errors in augment-REINFORCE, NVIL and MuProp. */
final class PlantedScores {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String GIVEN = "agreesWithItsDefinitionGivenItsState";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String CONSTANT = "constantLossHasNoGradient";
  private static final String ADDED = "addingAConstantMovesOnlyTheValue";

  private PlantedScores() {}

  static List<Edited> unedited() {
    return List.of(
        EditedScores.augment("no edit"), EditedScores.nvil("no edit"), new EditedMuProp("no edit"));
  }

  static List<Planted> all() {
    return List.of(
        Planted.of(
            new EditedScores(new AugmentReinforce(), "2u - 1 for 1 - 2u") {
              @Override
              double affine(double u) {
                return 2 * u - 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedScores(new AugmentReinforce(), "1 - u for 1 - 2u") {
              @Override
              double affine(double u) {
                return 1 - u;
              }
            },
            BIAS,
            SATURATED,
            CONSTANT,
            ADDED,
            DEFINITION),
        Planted.of(
            new EditedScores(new Nvil(false), "a baseline that adapts to the own sample") {
              @Override
              double baseline(double ofPoint, double f) {
                return 0.8 * ofPoint + 0.2 * f;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION,
            GIVEN),
        Planted.of(
            new EditedScores(new Nvil(false), "p - bit for bit - p") {
              @Override
              double score(int bit, double p) {
                return p - bit;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION,
            GIVEN),
        Planted.of(
            new EditedMuProp("the mean of the control variate missing") {
              @Override
              double addedBack(double derivative, double sampledSlope, double meanSlope) {
                return 0;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedMuProp("f'(b) for f'(p)") {
              @Override
              boolean derivativeAtTheSample() {
                return true;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedMuProp("the loss at the means not taken off") {
              @Override
              double residual(double f, double atMeans, double linear) {
                return f - linear;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMuProp("the linear part added") {
              @Override
              double residual(double f, double atMeans, double linear) {
                return f - atMeans + linear;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedMuProp("the slope of the mean-field path") {
              @Override
              double addedBack(double derivative, double sampledSlope, double meanSlope) {
                return derivative * meanSlope;
              }
            },
            BIAS,
            DEFINITION));
  }
}
