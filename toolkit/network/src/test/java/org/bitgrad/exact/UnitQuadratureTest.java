package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.StFormulas;
import org.bitgrad.estimator.StFormulas.Scalar;
import org.bitgrad.estimator.contract.ContractProblems;
import org.bitgrad.estimator.coupled.Arm;
import org.bitgrad.estimator.relaxed.Concrete;
import org.bitgrad.estimator.relaxed.MeanField;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Moments of one unit by quadrature agree with closed forms and with enumeration. */
class UnitQuadratureTest {
  /** What the class promises. */
  private static final double PROMISED = 1e-10;

  private static void assertRelative(double expected, double actual) {
    assertEquals(expected, actual, PROMISED * Math.abs(expected));
  }

  /** E y = r/(r-1) - r a/(r-1)^2 for y = sigmoid(a - Z) and r = e^a, and its derivative. */
  @ParameterizedTest
  @ValueSource(doubles = {-8, -2.5, 0.7, 3, 8})
  void concreteAtTemperatureOneHasAClosedForm(double a) {
    Problem linear = StFormulas.unit(Scalar.of("linear"), Encoding.BITS, a);
    Moments moments = UnitQuadrature.of(new Concrete(1), linear);
    double r = Math.exp(a);
    double d = r - 1;
    assertRelative(r / d - r * a / (d * d), moments.value());
    double mean = r * (2 * (1 - r) + a * (1 + r)) / (d * d * d);
    assertRelative(mean, moments.mean().flat()[0]);
  }

  /** P(slope >= e) = F(a + tau v) - F(a - tau v), v = log((1+r)/(1-r)), r = sqrt(1 - 4 e tau). */
  @ParameterizedTest
  @CsvSource({"0.5, 0.1", "0.1, 0.5", "0.01, 3", "0.5, 0.51"})
  void theProbabilityOfALargeGradientHasAClosedForm(double tau, double least) {
    double a = -0.8;
    Problem linear = StFormulas.unit(Scalar.of("linear"), Encoding.BITS, a);
    double r = Math.sqrt(Math.max(0, 1 - 4 * least * tau));
    double v = Math.log1p(2 * r / (1 - r));
    Noise noise = Noise.logistic();
    double expected = noise.probability(a + tau * v) - noise.probability(a - tau * v);
    double actual = UnitQuadrature.probabilityOfAtLeast(new Concrete(tau), linear, least);
    assertRelative(expected, actual);
  }

  /** Bits alone need no quadrature; ARM's number is integrated exactly by enumeration too. */
  @ParameterizedTest
  @ValueSource(strings = {"st", "zgr", "st-identity", "st-hardtanh", "psa", "reinforce", "arm"})
  void agreesWithEnumeration(String name) {
    for (Encoding encoding : Encoding.values()) {
      for (double a : new double[] {-6, -0.4, 0, 1.5}) {
        Problem problem = StFormulas.unit(Scalar.of("exp"), encoding, a);
        Moments enumerated = ExactMoments.of(Estimators.parse(name), problem);
        Moments integrated = UnitQuadrature.of(Estimators.parse(name), problem);
        assertRelative(enumerated.mean().flat()[0], integrated.mean().flat()[0]);
        double variance = enumerated.variance().flat()[0];
        // A variance of 0 is rounding in both.
        assertEquals(variance, integrated.variance().flat()[0], PROMISED * variance + 1e-28);
        assertRelative(enumerated.value(), integrated.value());
      }
    }
  }

  @Test
  void aDeterministicEstimateHasNoVariance() {
    Problem problem = StFormulas.unit(Scalar.of("exp"), Encoding.BITS, 0.3);
    Moments moments = UnitQuadrature.of(new MeanField(), problem);
    assertEquals(0, moments.variance().flat()[0]);
    double p = Noise.logistic().probability(0.3);
    assertRelative(p * (1 - p) * Math.exp(p), moments.mean().flat()[0]);
  }

  /** The gradient of the relaxed loss, by central differences of its expectation. */
  @ParameterizedTest
  @ValueSource(strings = {"logistic", "uniform", "triangular", "gaussian"})
  void concreteIsTheGradientOfTheRelaxedLoss(String family) {
    Noise noise = Noise.of(family, 1.2);
    Concrete concrete = new Concrete(0.3);
    double h = 1e-4;
    double difference = 0;
    for (int sign = -1; sign <= 1; sign += 2) {
      difference += sign * UnitQuadrature.of(concrete, exponential(noise, 0.4 + sign * h)).value();
    }
    double mean = UnitQuadrature.of(concrete, exponential(noise, 0.4)).mean().flat()[0];
    // The error of the difference is h^2 times a third derivative of order 1.
    assertEquals(difference / (2 * h), mean, 1e-6);
  }

  private static Problem exponential(Noise noise, double a) {
    return BernoulliProblem.of(
        BitLoss.of(
            "exp",
            (bits, out) -> Arrays.setAll(out, r -> Math.exp(bits.get(r, 0))),
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.exp(bits.get(r, 0));
              }
            }),
        noise,
        Encoding.BITS,
        a);
  }

  @Test
  void whatIsLargerIsRefused() {
    Problem three = ContractProblems.all().get(0).problem();
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> UnitQuadrature.of(new Concrete(1), three))
            .getMessage();
    assertTrue(message.contains("1 unit") && message.contains("3 units"), message);
  }

  @Test
  void severalSamplesAreRefused() {
    Problem problem = StFormulas.unit(Scalar.of("exp"), Encoding.BITS, 0.3);
    String message =
        assertThrows(
                UnsupportedOperationException.class,
                () -> UnitQuadrature.of(Estimators.parse("reinforce(2)"), problem))
            .getMessage();
    assertTrue(message.contains("reinforce(2)") && message.contains("one unit"), message);
  }

  /** Where rounding of u hides the shape of the slope, no number is given. */
  @Test
  void aTemperatureBelowTheSpacingOfNumbersIsRefused() {
    Problem problem = StFormulas.unit(Scalar.of("exp"), Encoding.BITS, 0.3);
    assertThrows(ArithmeticException.class, () -> UnitQuadrature.of(new Concrete(1e-13), problem));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-2, 1e-3, 1e-4})
  void smallTemperaturesKeepThePromise(double tau) {
    // E s^2 for a linear loss in spins goes to 2/3 / (tau (1 - mu^2)); next term of order tau.
    Problem linear = StFormulas.unit(Scalar.of("linear"), Encoding.SPINS, 0.6);
    Moments moments = UnitQuadrature.of(new Concrete(tau), linear);
    double density = Noise.logistic().density(0.6);
    double mean = moments.mean().flat()[0];
    double second = moments.variance().flat()[0] + mean * mean;
    assertEquals(2 * density / 3, tau * second, 2 * tau * tau);
  }

  @Test
  void armUsesTheNumberItself() {
    Problem problem = StFormulas.unit(Scalar.of("cube"), Encoding.BITS, 1.1);
    double second = UnitQuadrature.expectation(new Arm(), problem, g -> g * g);
    Moments moments = ExactMoments.of(new Arm(), problem);
    double mean = moments.mean().flat()[0];
    assertRelative(moments.variance().flat()[0] + mean * mean, second);
  }
}
