package org.bitgrad.papers.psa2020;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.bitgrad.analysis.Interval;
import org.bitgrad.network.Batch;
import org.bitgrad.papers.shared.ClaimTests;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Claim;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.Verdict;
import org.junit.jupiter.api.Test;

/** Verdicts follow the numbers: made-up studies with the published ordering, and without it. */
class VerdictTest {
  private static final Batch DATA = HalfCosineData.sample(7, 2);

  /** A network on which the biases of PSA, ST, Concrete(1), mean field are as given. */
  private static NetworkStudy network(int number, double... biases) {
    List<Moments> moments = new ArrayList<>();
    List<String> biased = List.of(Names.PSA, Names.ST, Names.CONCRETE_WARM, Names.MEAN_FIELD);
    for (int i = 0; i < biased.size(); i++) {
      double bias = biases[i];
      boolean exact = !biased.get(i).equals(Names.CONCRETE_WARM);
      Interval interval = exact ? new Interval(bias, bias) : new Interval(bias / 1.1, bias * 1.1);
      for (int layer = 0; layer < 4; layer++) {
        moments.add(
            new Moments(biased.get(i), layer, exact, bias, interval, 1, new Interval(1, 1)));
      }
    }
    Checkpoint checkpoint =
        new Checkpoint(
            Stage.EARLY, Recipe.REINFORCE, number, 1, 0.684, Trainer.untrained(DATA, number));
    return new NetworkStudy(checkpoint, moments, List.of());
  }

  private static Verdict verdict(String key, NetworkStudy... networks) {
    Map<String, Function<Evidence, Measurement>> tests = new HashMap<>(EarlyTests.all());
    tests.putAll(TrainedTests.all());
    Claim claim =
        new Psa2020()
            .claims().stream().filter(c -> ClaimTests.key(c).equals(key)).findFirst().orElseThrow();
    Measurement measured = tests.get(key).apply(new Evidence(List.of(networks), List.of()));
    return claim.tolerance().orElseThrow().judge(measured);
  }

  @Test
  void anOrderingThatHoldsIsReproduced() {
    NetworkStudy holds = network(1, 0.05, 0.2, 0.3, 0.4);
    assertEquals(Verdict.REPRODUCED, verdict("4 order-layer0", holds, holds, holds));
    assertEquals(Verdict.REPRODUCED, verdict("7 st-concrete-layer1", holds, holds));
  }

  @Test
  void anOrderingThatFailsIsNotReproduced() {
    NetworkStudy fails = network(1, 0.5, 0.2, 0.3, 0.4);
    assertEquals(Verdict.NOT_REPRODUCED, verdict("4 order-layer0", fails, fails, fails));
    assertEquals(Verdict.NOT_REPRODUCED, verdict("6 bias-layer0", fails, fails));
  }

  @Test
  void anOrderingThatIntervalsLeaveOpenIsInconclusive() {
    NetworkStudy open = network(1, 0.05, 0.31, 0.3, 0.4);
    assertEquals(Verdict.INCONCLUSIVE, verdict("7 st-concrete-layer0", open, open));
    assertEquals(Verdict.REPRODUCED, verdict("4 order-layer0", open, open));
  }

  @Test
  void aSizeIsJudgedByItsInterval() {
    NetworkStudy small = network(1, 0.05, 0.2, 0.3, 0.4);
    NetworkStudy similar = network(2, 0.051, 0.2, 0.3, 0.4);
    NetworkStudy large = network(3, 5, 0.2, 0.3, 0.4);
    assertEquals(Verdict.REPRODUCED, verdict("4 size-layer0", small, similar));
    assertEquals(Verdict.INCONCLUSIVE, verdict("4 size-layer0", small, similar, large));
  }

  /** n = 4, mean 2.5, standard error sqrt(5/3)/2, t quantile 3.182446. */
  @Test
  void meansHaveStudentIntervals() {
    Measurement mean = Means.mean(1, 2, 3, 4);
    assertEquals(2.5, mean.value(), 1e-12);
    assertEquals(2.5 + 3.182446305284263 * Math.sqrt(5.0 / 3) / 2, mean.high(), 1e-9);
    Measurement geometric = Means.geometric(1, 10, 100);
    assertEquals(10, geometric.value(), 1e-12);
    assertTrue(geometric.low() < 1 && geometric.high() > 100);
  }
}
