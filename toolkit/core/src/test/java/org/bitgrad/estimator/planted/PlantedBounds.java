package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.bound.LocalArms;
import org.bitgrad.estimator.bound.Vimco;
import org.bitgrad.random.Noise;

/** Planted errors in estimators for multi-sample bounds. */
final class PlantedBounds {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";

  private PlantedBounds() {}

  private static LocalArms arms() {
    return new LocalArms();
  }

  static List<Edited> unedited() {
    return List.of(
        new EditedVimco(new Vimco(), "no edit"),
        new EditedVimco(new Vimco(Vimco.Mean.ARITHMETIC), "no edit"),
        new EditedLocalDisArm("no edit"),
        new EditedLocalArms(arms(), "no edit"));
  }

  static List<Planted> vimco() {
    return List.of(
        Planted.of(
            new EditedVimco(new Vimco(), "the own sample in the left-out weight") {
              @Override
              boolean counts(int sample, int k) {
                return true;
              }

              @Override
              double divisor(int n) {
                return n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedVimco(new Vimco(), "n for n - 1 in the geometric mean") {
              @Override
              double divisor(int n) {
                return n;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedVimco(new Vimco(), "the log of the mean for the mean of the log") {
              @Override
              boolean geometric() {
                return false;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedVimco(new Vimco(), "units sorted before samples") {
              @Override
              int sampleOf(int unit, int units, int n) {
                return unit % n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedVimco(new Vimco(), "the factor F'/(p(1-p)) missing") {
              @Override
              double logitSlope(Noise noise, double a) {
                return 1;
              }
            },
            BIAS,
            DEFINITION));
  }

  static List<Planted> exchanges() {
    return List.of(
        Planted.of(
            new EditedLocalDisArm("the partner of the next sample") {
              @Override
              int partner(int k, int n) {
                return (k + 1) % n;
              }
            },
            "permutingUnitsPermutesTheGradient",
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedLocalDisArm("all samples exchanged at once") {
              @Override
              double exchangedBound(double[] logs, double[] partners, int k) {
                return bound(partners);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedLocalDisArm("the factor max(p, 1 - p) missing") {
              @Override
              double factor(double p) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedLocalArms(arms(), "a sample added, none taken away") {
              @Override
              double exchangedBound(double[] logs, int k, double instead) {
                double[] longer = java.util.Arrays.copyOf(logs, logs.length + 1);
                longer[logs.length] = instead;
                return bound(longer);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedLocalArms(arms(), "the log of the mean for the mean of the log") {
              @Override
              double baseline(double[] bounds) {
                return bound(bounds);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedLocalArms(arms(), "the factor of two samples for any number") {
              @Override
              double debias(int n, double p) {
                return super.debias(2, p);
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedLocalArms(arms(), "the correlation not undone") {
              @Override
              double debias(int n, double p) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }

  /** The published code takes the mean over samples, which is the gradient divided by n. */
  static List<Planted> meansForSums() {
    return List.of(
        Planted.of(
            new EditedLocalArms(arms(), "the mean over samples") {
              @Override
              double share(int n) {
                return 1.0 / n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedLocalDisArm("the mean over samples") {
              @Override
              double share(int n) {
                return 1.0 / n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedVimco(new Vimco(), "the mean over samples") {
              @Override
              double share(int n) {
                return 1.0 / n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }
}
