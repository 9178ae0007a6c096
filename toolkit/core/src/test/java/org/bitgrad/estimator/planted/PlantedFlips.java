package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.path.Psa;
import org.bitgrad.estimator.sum.LocalExpectation;
import org.bitgrad.estimator.sum.StateAnalytic;
import org.bitgrad.random.Noise;

/** Planted errors in estimators from flips. */
final class PlantedFlips {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";

  private PlantedFlips() {}

  static List<Edited> unedited() {
    return List.of(
        EditedFlips.psa("no edit"),
        new EditedFlips(new StateAnalytic(), "no edit"),
        new EditedFlips(new LocalExpectation(), "no edit"));
  }

  static List<Planted> all() {
    return List.of(
        Planted.of(
            new EditedFlips(new Psa(), "the sign of what is passed back flipped") {
              @Override
              double passedBack(double lost, double drawn) {
                return -lost;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "flips by the outgoing state's sign") {
              @Override
              double flipped(double a, double change, int spinBefore, int spin) {
                return a + change * spinBefore * spin;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "flips of spins on weights for bits") {
              @Override
              double flipped(double a, double change, int spinBefore, int spin) {
                return a + 2 * change;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "smoothing without 1/n") {
              @Override
              double rho(double drawn, int units) {
                return 1 - drawn;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "rho from the sampled state's probability") {
              @Override
              double rho(double drawn, int units) {
                return drawn / units;
              }
            },
            BIAS,
            "valueIsUnbiased",
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "the next unit's delta") {
              @Override
              int deltaOf(int unit, int units) {
                return (unit + 1) % units;
              }
            },
            BIAS,
            "permutingUnitsPermutesTheGradient",
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "the last layer skipped") {
              @Override
              boolean reported(int layer, int layers) {
                return layer < layers - 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "the first layer skipped") {
              @Override
              boolean reported(int layer, int layers) {
                return layer > 0;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "the logistic density for every noise") {
              @Override
              double slope(Noise noise, double a) {
                return Noise.logistic().density(a);
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedFlips(new Psa(), "p(1-p) for the density") {
              @Override
              double slope(Noise noise, double a) {
                return noise.probability(a) * noise.probability(-a);
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedFlips(new StateAnalytic(), "both directions of a flip") {
              @Override
              double passedBack(double lost, double drawn) {
                return lost / drawn;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedFlips(new StateAnalytic(), "the factor 1/2 missing") {
              @Override
              double factor(double drawn) {
                return 1 / drawn;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedFlips(
                new StateAnalytic(), "no division by the probability of the next state") {
              @Override
              double passedBack(double lost, double drawn) {
                return Math.max(0, lost);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedFlips(new LocalExpectation(), "the sign of the state missing") {
              @Override
              double sign(int spin) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }

  /** An estimate that depends on the one before: it has no moments of its own. */
  static Planted stale() {
    return Planted.of(
        new EditedFlips(new Psa(), "the loss at stale bits") {
          @Override
          boolean stale() {
            return true;
          }
        },
        BIAS,
        "estimateIsAFunctionOfTheDraw",
        "valueIsUnbiased");
  }
}
