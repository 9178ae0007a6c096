package org.bitgrad.estimator.planted;

import java.util.List;

/** Planted errors in RODEO. */
final class PlantedStein {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String CONSTANT = "addingAConstantMovesOnlyTheValue";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String ENCODINGS = "encodingsAgree";

  private PlantedStein() {}

  static List<Edited> unedited() {
    return List.of(new EditedRodeo("no edit"));
  }

  static List<Planted> all() {
    return List.of(
        Planted.of(
            new EditedRodeo("the own sample in the surrogates") {
              @Override
              int seenBy(int k) {
                return k;
              }
            },
            BIAS,
            CONSTANT,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRodeo("the own loss in the surrogates") {
              @Override
              int lossSeenBy(int k) {
                return k;
              }
            },
            BIAS,
            CONSTANT,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRodeo("the probability of the bit for that of its flip") {
              @Override
              double flip(double own, double other) {
                return own;
              }
            },
            BIAS,
            CONSTANT,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRodeo("the own global control in the baseline") {
              @Override
              int inBaselineOf(int k) {
                return k;
              }
            },
            BIAS,
            CONSTANT,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRodeo("the score not flipped with its bit") {
              @Override
              double atOwnFlip(double flipped) {
                return 0;
              }
            },
            BIAS,
            CONSTANT,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedRodeo("the factor F'/(p(1-p)) of the own control missing") {
              @Override
              double scoreOfControl(double score, double centredBit) {
                return centredBit;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedRodeo("the factor 2 of spins missing") {
              @Override
              double stepOf(double step) {
                return 1;
              }
            },
            ENCODINGS,
            DEFINITION),
        Planted.of(
            new EditedRodeo("ramps without leak") {
              @Override
              double leak(double m) {
                return 0;
              }
            },
            DEFINITION));
  }
}
