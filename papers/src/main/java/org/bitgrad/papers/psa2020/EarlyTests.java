package org.bitgrad.papers.psa2020;

import static org.bitgrad.papers.psa2020.Names.ARM;
import static org.bitgrad.papers.psa2020.Names.CONCRETE_WARM;
import static org.bitgrad.papers.psa2020.Names.MEAN_FIELD;
import static org.bitgrad.papers.psa2020.Names.PSA;
import static org.bitgrad.papers.psa2020.Names.REINFORCE;
import static org.bitgrad.papers.psa2020.Names.ST;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bitgrad.papers.shared.Decision;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Measurement;

/**
 * The tests of claims on early networks, by {@code "claim part"}: what is measured. What a
 * measurement must satisfy stands in the claims file.
 */
final class EarlyTests {
  /** Beyond this, an exact mean that should be the gradient is not. */
  private static final double ROUNDING = 1e-12;

  private static final int HIDDEN = 3;

  private final Map<String, Function<Evidence, Measurement>> tests = new LinkedHashMap<>();

  private EarlyTests() {}

  static Map<String, Function<Evidence, Measurement>> all() {
    EarlyTests early = new EarlyTests();
    for (int k = 0; k < HIDDEN; k++) {
      early.errorOfOneSample(k);
      early.crossings(k);
      early.straightThrough(k);
    }
    for (int k = 0; k < HIDDEN - 1; k++) {
      early.biasOfPsa(k);
    }
    early.unbiased();
    early.head();
    return early.tests;
  }

  private void errorOfOneSample(int k) {
    add("1 layer" + k, e -> e.share(n -> psaHasTheSmallestError(n, k)));
    for (String other : List.of(REINFORCE, ARM)) {
      add(
          "2 " + other + "-layer" + k,
          e -> Means.geometric(e.each(n -> n.error(other, k) / n.error(PSA, k))));
    }
  }

  private static Decision psaHasTheSmallestError(NetworkStudy network, int k) {
    return Names.ALL.stream()
        .filter(other -> !other.equals(PSA))
        .map(other -> smallerError(network, PSA, other, k))
        .reduce(Decision.HELD, Decision::and);
  }

  /** Whether one sample of an estimator has a smaller error than one of another. */
  static Decision smallerError(NetworkStudy network, String estimator, String other, int k) {
    return Decision.below(network.errorInterval(estimator, k), network.errorInterval(other, k));
  }

  private void biasOfPsa(int k) {
    add(
        "4 order-layer" + k,
        e ->
            e.share(
                n ->
                    List.of(ST, CONCRETE_WARM, MEAN_FIELD).stream()
                        .map(
                            other ->
                                Decision.below(n.biasInterval(PSA, k), n.biasInterval(other, k)))
                        .reduce(Decision.HELD, Decision::and)));
    add("4 size-layer" + k, e -> Means.geometric(e.each(n -> n.bias(PSA, k))));
  }

  private void crossings(int k) {
    boolean last = k == HIDDEN - 1;
    add("5 arm-layer" + k, e -> e.share(n -> overtakesLate(n, ARM, k, last ? 9000 : 1000)));
    add("5 reinforce-layer" + k, e -> e.share(n -> overtakesLate(n, REINFORCE, k, 9000)));
  }

  /** Whether PSA is ahead up to so many samples. */
  private static Decision overtakesLate(NetworkStudy n, String unbiased, int k, double samples) {
    double spread = Math.pow(n.std(unbiased, k), 2) - Math.pow(n.std(PSA, k), 2);
    double bias = n.bias(PSA, k);
    return Decision.of(spread > 0 && (bias <= ROUNDING || spread / (bias * bias) >= samples));
  }

  private void straightThrough(int k) {
    add("6 spread-layer" + k, e -> Means.geometric(e.each(n -> n.std(ST, k) / n.std(PSA, k))));
    add("6 bias-layer" + k, e -> e.share(n -> Decision.of(n.bias(ST, k) > n.bias(PSA, k))));
  }

  private void unbiased() {
    add("3 slope", e -> Means.mean(e.each(EarlyTests::slopeOfPsa)));
  }

  /** The slope of log RMSE against log M in the last hidden layer. */
  private static double slopeOfPsa(NetworkStudy network) {
    int last =
        network.samples().stream()
            .filter(m -> network.point(PSA, 2, m).groups() >= 20)
            .reduce(1, Math::max);
    double fall = network.point(PSA, 2, last).rmse() / network.point(PSA, 2, 1).rmse();
    return Math.log(fall) / Math.log(last);
  }

  private void head() {
    add("10 arm", e -> Means.mean(e.each(n -> n.std(ARM, 3) / n.std(ST, 3))));
    add("10 smoothing-early", e -> e.share(n -> Decision.of(n.std(PSA, 3) < n.std(ST, 3))));
  }

  private void add(String part, Function<Evidence, Measurement> test) {
    tests.put(part, test);
  }
}
