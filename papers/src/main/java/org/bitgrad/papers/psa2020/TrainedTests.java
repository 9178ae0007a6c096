package org.bitgrad.papers.psa2020;

import static org.bitgrad.papers.psa2020.Names.ARM;
import static org.bitgrad.papers.psa2020.Names.CONCRETE_COLD;
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

/** The tests of claims on trained networks, by {@code "claim part"}: what is measured. */
final class TrainedTests {
  private final Map<String, Function<Evidence, Measurement>> tests = new LinkedHashMap<>();

  private TrainedTests() {}

  static Map<String, Function<Evidence, Measurement>> all() {
    TrainedTests trained = new TrainedTests();
    trained.crossing();
    for (int k = 0; k < 2; k++) {
      trained.biases(k);
      trained.coldConcrete(k);
    }
    trained.moreOnColdConcrete();
    trained.directions();
    trained.tests.put(
        "10 smoothing-trained", e -> e.share(n -> Decision.of(n.std(PSA, 3) < n.std(ST, 3))));
    return trained.tests;
  }

  private void biases(int k) {
    String layer = "-layer" + k;
    add("7 psa-st" + layer, e -> e.share(n -> smallerBias(n, PSA, ST, k)));
    add("7 st-concrete" + layer, e -> e.share(n -> smallerBias(n, ST, CONCRETE_WARM, k)));
    add(
        "7 concrete-mean-field" + layer,
        e -> e.share(n -> smallerBias(n, CONCRETE_WARM, MEAN_FIELD, k)));
    add("7 breakdown" + layer, e -> e.share(n -> Decision.of(n.bias(MEAN_FIELD, k) > 1)));
    add("7 psa" + layer, e -> e.share(n -> Decision.of(n.bias(PSA, k) <= 0.5)));
  }

  private static Decision smallerBias(NetworkStudy n, String estimator, String other, int k) {
    return Decision.below(n.biasInterval(estimator, k), n.biasInterval(other, k));
  }

  private void coldConcrete(int k) {
    add(
        "8 rmse-layer" + k,
        e -> e.share(n -> EarlyTests.smallerError(n, REINFORCE, CONCRETE_COLD, k)));
  }

  private void moreOnColdConcrete() {
    add(
        "8 size-layer0",
        e -> Means.geometric(e.each(n -> n.error(CONCRETE_COLD, 0) / n.error(REINFORCE, 0))));
    add("8 cosine-layer0", e -> Means.mean(e.each(n -> n.point(CONCRETE_COLD, 0, 1).cosine())));
    add(
        "8 slow-layer0",
        e -> e.share(n -> Decision.of(n.std(CONCRETE_COLD, 0) / Math.sqrt(1000) > 1)));
    add("8 head", e -> e.share(n -> smallerBias(n, CONCRETE_COLD, CONCRETE_WARM, 3)));
  }

  private void directions() {
    add("7 direction", e -> e.share(n -> Decision.of(n.point(MEAN_FIELD, 0, 1).cosine() < 0)));
    for (int samples : new int[] {1, 10, 100}) {
      add("9 order-" + samples, e -> e.share(n -> psaPointsBest(n, samples)));
    }
    add("9 usable", e -> e.share(n -> Decision.of(n.point(PSA, 0, 100).cosine() >= 0.8)));
  }

  private static Decision psaPointsBest(NetworkStudy network, int samples) {
    return List.of(ST, ARM, REINFORCE).stream()
        .map(
            other ->
                Decision.below(network.cosine(other, 0, samples), network.cosine(PSA, 0, samples)))
        .reduce(Decision.HELD, Decision::and);
  }

  private void crossing() {
    add("5 simulated", e -> e.share(TrainedTests::crossesAsPredicted));
  }

  /** Whether ARM and ST are ordered as bias and spread predict, away from the crossing. */
  private static Decision crossesAsPredicted(NetworkStudy network) {
    double spread = Math.pow(network.std(ARM, 0), 2) - Math.pow(network.std(ST, 0), 2);
    double crossing = spread / Math.pow(network.bias(ST, 0), 2);
    boolean asPredicted = true;
    for (int m : network.samples()) {
      if (network.point(ARM, 0, m).groups() >= 20 && (m < crossing / 2 || m > 2 * crossing)) {
        double arm = network.point(ARM, 0, m).rmse();
        double st = network.point(ST, 0, m).rmse();
        asPredicted &= arm > st == m < crossing;
      }
    }
    return Decision.of(asPredicted);
  }

  private void add(String part, Function<Evidence, Measurement> test) {
    tests.put(part, test);
  }
}
