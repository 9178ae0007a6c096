package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.sum.BitFlip;
import org.bitgrad.estimator.sum.Enumeration;
import org.bitgrad.estimator.sum.Ugc;
import org.bitgrad.estimator.sum.UnorderedSet;

/** Planted errors in estimators from flips and from sums over joint states. */
final class PlantedSums {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";
  private static final String VALUE = "valueIsUnbiased";
  private static final String CONSTANT = "constantLossHasNoGradient";
  private static final String ADDED = "addingAConstantMovesOnlyTheValue";

  private PlantedSums() {}

  static List<Edited> unedited() {
    return List.of(
        EditedSums.bitFlip("no edit"),
        EditedSums.ugc("no edit"),
        EditedSums.pair("no edit"),
        EditedSums.enumeration("no edit"));
  }

  static List<Planted> all() {
    return List.of(
        Planted.of(
            new EditedSums(new BitFlip(), "the number of units missing") {
              @Override
              double flips(int units) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedSums(new BitFlip(), "the sign of the state missing") {
              @Override
              double difference(double before, double after, int spin) {
                return before - after;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedSums(new Ugc(), "half of the bound on the probability") {
              @Override
              boolean clipped(double m, double ratio, int units) {
                return super.clipped(2 * m, ratio, units);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedSums(new Ugc(), "the larger probability missing") {
              @Override
              double paired(double larger) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedSums(new UnorderedSet(2), "the second state drawn with replacement") {
              @Override
              double conditional(double given, double unconditional) {
                return unconditional;
              }
            },
            BIAS,
            SATURATED,
            VALUE,
            DEFINITION),
        Planted.of(
            new EditedSums(new UnorderedSet(2), "the weight of independent states") {
              @Override
              double weight(double s, double t) {
                return 0.5;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedSums(new UnorderedSet(2), "the shares of the states exchanged") {
              @Override
              double share(double own, double other) {
                return super.share(other, own);
              }
            },
            BIAS,
            VALUE,
            DEFINITION),
        Planted.of(
            new EditedSums(new Enumeration(), "the own bit's probability as well") {
              @Override
              double others(double product, double own) {
                return product * own;
              }
            },
            BIAS,
            SATURATED,
            CONSTANT,
            ADDED,
            DEFINITION));
  }
}
