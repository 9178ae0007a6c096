package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.control.Relax;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;

/** Planted errors in estimates from what was learned: RELAX, and the best constant of each unit. */
final class PlantedLearned {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String GIVEN = "agreesWithItsDefinitionGivenItsState";
  private static final String BIAS = "biasIsAsDeclared";

  /** A constant changes what is learned, and a bias with it. */
  private static final String ADDED = "addingAConstantMovesOnlyTheValue";

  private static final String SATURATED = "saturatedUnitsHaveNoGradient";

  private PlantedLearned() {}

  private static Relax relax() {
    return new Relax(0.5, 3);
  }

  private static Reinforce best() {
    return new Reinforce(1, Baseline.optimal());
  }

  static List<Edited> unedited() {
    return List.of(
        new EditedRelax(relax(), "no edit"),
        new EditedRelax(new Relax(0.5, 6), "no edit"),
        new EditedReinforce(best(), "no edit"));
  }

  static List<Planted> surrogates() {
    return List.of(
        Planted.of(
            new EditedRelax(relax(), "the surrogate's conditional term missing") {
              @Override
              double conditional(double derivative) {
                return 0;
              }
            },
            ADDED,
            BIAS,
            GIVEN),
        Planted.of(
            new EditedRelax(relax(), "the surrogate's conditional term added") {
              @Override
              double conditional(double derivative) {
                return -derivative;
              }
            },
            ADDED,
            BIAS,
            GIVEN),
        Planted.of(
            new EditedRelax(relax(), "the surrogate's direct term missing") {
              @Override
              double direct(double derivative) {
                return 0;
              }
            },
            ADDED,
            BIAS,
            GIVEN),
        Planted.of(
            new EditedRelax(relax(), "the surrogate added to the loss") {
              @Override
              double inScore(double surrogate) {
                return -surrogate;
              }
            },
            ADDED,
            BIAS,
            GIVEN),
        Planted.of(
            new EditedRelax(relax(), "1 for the slope of tanh(z / 2)") {
              @Override
              double inputSlope(double input) {
                return 1;
              }
            },
            ADDED,
            BIAS,
            GIVEN),
        Planted.of(
            new EditedRelax(relax(), "slopes without eta") {
              @Override
              double slopeEta(double eta) {
                return 1;
              }
            },
            ADDED,
            BIAS,
            GIVEN));
  }

  /** As in published code for several samples. */
  static List<Planted> averages() {
    return List.of(
        Planted.of(
            new EditedRelax(new Relax(0.5, 6), "averaged signals times averaged scores") {
              @Override
              boolean averagesFirst() {
                return true;
              }
            },
            ADDED,
            BIAS,
            SATURATED,
            DEFINITION,
            GIVEN));
  }

  static List<Planted> constants() {
    return List.of(
        Planted.of(
            new EditedReinforce(best(), "the own loss in the best constant") {
              @Override
              double best(double constant, double f) {
                return 0.8 * constant + 0.2 * f;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION,
            GIVEN),
        Planted.of(
            new EditedReinforce(best(), "the best constant added") {
              @Override
              double best(double constant, double f) {
                return -constant;
              }
            },
            GIVEN),
        Planted.of(
            new EditedReinforce(best(), "the best constant of the next unit") {
              @Override
              int constantOf(int unit, int units) {
                return (unit + 1) % units;
              }
            },
            GIVEN));
  }
}
