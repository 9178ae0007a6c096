package org.bitgrad.estimator.planted;

import java.util.List;
import org.bitgrad.estimator.coupled.Arms;
import org.bitgrad.estimator.coupled.DisArm;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.Noise;

/** Planted errors in DisARM and ARMS. */
final class PlantedPairs {
  private static final String DEFINITION = "agreesWithItsDefinition";
  private static final String BIAS = "biasIsAsDeclared";
  private static final String SATURATED = "saturatedUnitsHaveNoGradient";

  private PlantedPairs() {}

  private static DisArm pair() {
    return new DisArm();
  }

  private static Arms three() {
    return new Arms(3, Copulas.dirichlet());
  }

  private static Arms threeOf(Copula copula) {
    return new Arms(3, copula);
  }

  static List<Edited> unedited() {
    return List.of(
        new EditedDisArm(new DisArm(4), "no edit"),
        new EditedArms(three(), "no edit"),
        new EditedArms(threeOf(Copulas.gaussian()), "no edit"),
        new EditedArms(threeOf(Copulas.rotation()), "no edit"));
  }

  static List<Planted> pairs() {
    return List.of(
        Planted.of(
            new EditedDisArm(pair(), "the factor max(p, 1 - p) missing") {
              @Override
              double factor(int b1, int b2, double p) {
                return (b1 - b2) / 2.0;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDisArm(pair(), "p for max(p, 1 - p)") {
              @Override
              double factor(int b1, int b2, double p) {
                return (b1 - b2) / 2.0 * p;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDisArm(pair(), "the sign of the second bit") {
              @Override
              double factor(int b1, int b2, double p) {
                return (b1 + b2 - 1) / 2.0 * Math.max(p, 1 - p);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDisArm(pair(), "the factor 1/2 missing") {
              @Override
              double factor(int b1, int b2, double p) {
                return (b1 - b2) * Math.max(p, 1 - p);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDisArm(pair(), "1 - u for both bits") {
              @Override
              double second(double u) {
                return 1 - u;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDisArm(pair(), "the difference of losses turned around") {
              @Override
              double difference(double first, double second) {
                return second - first;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedDisArm(pair(), "the factor F'/(p(1-p)) missing") {
              @Override
              double logitSlope(Noise noise, double a) {
                return 1;
              }
            },
            BIAS,
            DEFINITION),
        Planted.of(
            new EditedDisArm(new DisArm(4), "the sum over pairs") {
              @Override
              double share(int pairs) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }

  static List<Planted> samples() {
    return List.of(
        Planted.of(
            new EditedArms(three(), "the own sample in the baseline: 1/n for 1/(n-1)") {
              @Override
              double divisor(int n) {
                return n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "the correlation not undone") {
              @Override
              double debias(double correlation) {
                return 1;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "1 - rho for 1/(1 - rho)") {
              @Override
              double debias(double correlation) {
                return 1 - correlation;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "the pair of a copula that is not mirrored for p >= 1/2") {
              @Override
              double bothOne(int n, double p) {
                return Math.pow(Math.max(0, 2 * Math.pow(p, 1.0 / (n - 1)) - 1), n - 1);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "the correlation of a pair of two samples") {
              @Override
              double bothOne(int n, double p) {
                return super.bothOne(2, p);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "the probability that all samples are 1") {
              @Override
              double bothOne(int n, double p) {
                double minority = Math.min(p, 1 - p);
                double all = Copulas.dirichlet().pattern(n, n, minority);
                return p < 0.5 ? all : 2 * p - 1 + all;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "the bit of the next sample") {
              @Override
              int bitOf(int k, int n) {
                return (k + 1) % n;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(threeOf(Copulas.gaussian()), "the correlation -1/n of the numbers") {
              @Override
              double bothOne(int n, double p) {
                return super.bothOne(n + 1, p);
              }
            },
            BIAS,
            SATURATED,
            DEFINITION),
        Planted.of(
            new EditedArms(threeOf(Copulas.rotation()), "the pair of the Dirichlet copula") {
              @Override
              double bothOne(int n, double p) {
                double minority = Math.min(p, 1 - p);
                double both = Copulas.dirichlet().bothOne(n, minority);
                return p < 0.5 ? both : 2 * p - 1 + both;
              }
            },
            BIAS,
            SATURATED,
            DEFINITION));
  }

  /** Numbers that are coupled wrongly: the enumeration gives the bits, not the numbers. */
  static List<Planted> couplings() {
    return List.of(
        Planted.of(
            new EditedArms(three(), "numbers that are not mirrored for p >= 1/2") {
              @Override
              double oriented(double u, double p) {
                return p < 0.5 ? u : 1 - u;
              }
            },
            DEFINITION),
        Planted.of(
            new EditedArms(three(), "the power n for n - 1") {
              @Override
              Copula sampler() {
                return new WrongCopula(
                    Copulas.dirichlet(), (u, k, n) -> u * Math.pow(u, 1.0 / (n - 1)));
              }
            },
            DEFINITION),
        Planted.of(
            new EditedArms(threeOf(Copulas.gaussian()), "one sample mirrored") {
              @Override
              Copula sampler() {
                return new WrongCopula(Copulas.gaussian(), (u, k, n) -> k == 0 ? 1 - u : u);
              }
            },
            DEFINITION),
        Planted.of(
            new EditedArms(threeOf(Copulas.rotation()), "the first sample turned by half a step") {
              @Override
              Copula sampler() {
                return new WrongCopula(
                    Copulas.rotation(), (u, k, n) -> k == 0 ? (u + 0.5 / n) % 1 : u);
              }
            },
            DEFINITION));
  }
}
