package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.relaxed.AnalyticPropagation;
import org.bitgrad.estimator.relaxed.LocalReparameterisation;
import org.bitgrad.random.Noise;

/** Planted errors in the propagation of means and variances. */
final class PlantedMoments {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String ENCODINGS = "encodingsAgree";

  private static final Estimator ANALYTIC = new AnalyticPropagation();
  private static final Estimator LOCAL = new LocalReparameterisation();

  private PlantedMoments() {}

  static List<Edited> unedited() {
    return List.of(new EditedMoments(ANALYTIC, "no edit"), new EditedMoments(LOCAL, "no edit"));
  }

  static List<Planted> analytic() {
    return List.of(
        Planted.of(
            new EditedMoments(ANALYTIC, "the variance of bits for spins") {
              @Override
              double variance(double step, double p, double q) {
                return p * q;
              }
            },
            ENCODINGS,
            DEFINITION),
        Planted.of(
            new EditedMoments(ANALYTIC, "the variance 1 for every noise") {
              @Override
              double spread(Noise noise) {
                return 1;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMoments(ANALYTIC, "nothing through the variances") {
              @Override
              double throughVariance(double derivative) {
                return 0;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMoments(ANALYTIC, "the slope of the variance turned round") {
              @Override
              double varianceSlope(double p, double q) {
                return p - q;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMoments(ANALYTIC, "the loss at the mean outputs") {
              @Override
              double atLoss(double variance) {
                return 0;
              }
            },
            DEFINITION));
  }

  static List<Planted> sampled() {
    return List.of(
        Planted.of(
            new EditedMoments(LOCAL, "logistic for normal numbers") {
              @Override
              double normal(double u) {
                return Noise.logistic(Math.sqrt(3) / Math.PI).quantile(u);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMoments(LOCAL, "the variance for the deviation") {
              @Override
              double deviation(double variance) {
                return variance;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMoments(LOCAL, "the half of the square root's slope missing") {
              @Override
              double deviationSlope(double deviation) {
                return 1 / deviation;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedMoments(LOCAL, "outputs that do not vary") {
              @Override
              double atLoss(double variance) {
                return 0;
              }
            },
            DEFINITION));
  }
}
