package org.bitgrad.papers.psa2020.deep;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.bitgrad.report.Measurement;
import org.junit.jupiter.api.Test;

/** Claims 11 and 13 on made-up trainings. */
class DeepTestsTest {
  private static final int SEEDS = 3;

  private static DeepRun.Epoch epoch(double own, double sampled, double accuracy) {
    return new DeepRun.Epoch(own, own, sampled, sampled + 0.1, accuracy - 0.05, accuracy, 0.5);
  }

  /** A training that goes down in a straight line, but for a kick before the end. */
  private static DeepRun run(DeepMethod method, int seed, double loss, double kick, double best) {
    double[] losses = {loss + 0.4, loss + 0.3, loss + 0.2, loss + 0.1 + kick, loss};
    List<DeepRun.Epoch> epochs =
        Arrays.stream(losses).mapToObj(l -> epoch(l, l, best + 0.001 * seed)).toList();
    return new DeepRun(DeepTask.GREY, method, seed, 0.1, 5, epochs);
  }

  private static DeepRun diverged(DeepMethod method, int seed) {
    return new DeepRun(DeepTask.GREY, method, seed, 0.1, 5, List.of(epoch(2, 2, 0.2)));
  }

  private static List<DeepRun> asClaimed() {
    List<DeepRun> runs = new ArrayList<>();
    for (int seed = 1; seed <= SEEDS; seed++) {
      for (DeepMethod method : DeepMethod.proposed()) {
        runs.add(run(method, seed, 0.4, 0.01, 0.9));
      }
      for (DeepMethod method : DeepMethod.alternatives()) {
        runs.add(run(method, seed, 0.6, 0.05, 0.8));
      }
    }
    return runs;
  }

  private static Map<String, Supplier<Measurement>> tests(List<DeepRun> runs) {
    return new DeepTests(DeepTask.GREY, new DeepRuns(runs)).all();
  }

  private static double value(List<DeepRun> runs, String key) {
    return tests(runs).get(key).get().value();
  }

  @Test
  void sharesAreOneWhereEveryAlternativeIsWorse() {
    assertEquals(1, value(asClaimed(), "11 loss-psa-grey"));
    assertEquals(1, value(asClaimed(), "11 steady-st-grey"));
    assertEquals(10, value(asClaimed(), "11 accuracy-grey"), 1e-9);
  }

  @Test
  void oneBetterAlternativeOfSixLowersTheShareOfPsaAndSt() {
    List<DeepRun> runs = asClaimed();
    runs.replaceAll(
        r -> r.method() == DeepMethod.CONCRETE ? run(r.method(), r.seed(), 0.3, 0.05, 0.95) : r);
    assertEquals(5.0 / 6, value(runs, "11 loss-psa-grey"), 1e-12);
    assertEquals(-5, value(runs, "11 accuracy-grey"), 1e-9);
  }

  /**
   * The straight line has no second differences; a kick k adds k and -2 k in the last three
   * quarters.
   */
  @Test
  void roughnessIsThatOfTheCurveOverItsFall() {
    double kick = 0.05;
    double expected = Math.sqrt((kick * kick + 4 * kick * kick) / 2) / (Math.log(10) - 0.6);
    assertEquals(expected, run(DeepMethod.ST, 1, 0.6, kick, 0.8).roughness(), 1e-12);
  }

  @Test
  void aTrainingThatLearnsNothingIsNotSteady() {
    List<DeepRun> runs = asClaimed();
    runs.replaceAll(r -> r.method() == DeepMethod.PSA ? run(r.method(), r.seed(), 2.4, 0, 0.1) : r);
    assertEquals(0, value(runs, "11 steady-psa-grey"));
    assertEquals(1, value(runs, "11 steady-st-grey"));
  }

  @Test
  void twoThatLearnNothingDecideNothing() {
    List<DeepRun> runs = asClaimed();
    runs.replaceAll(
        r ->
            r.method() == DeepMethod.PSA || r.method() == DeepMethod.CONCRETE
                ? diverged(r.method(), r.seed())
                : r);
    Measurement steady = tests(runs).get("11 steady-psa-grey").get();
    assertEquals(0, steady.low(), 1e-12);
    assertEquals(1.0 / 6, steady.high(), 1e-12);
  }

  @Test
  void aTrainingThatDivergesIsWorseThanAnyThatEnds() {
    List<DeepRun> runs = asClaimed();
    runs.replaceAll(r -> r.method() == DeepMethod.PSA ? diverged(r.method(), r.seed()) : r);
    assertEquals(0, value(runs, "11 loss-psa-grey"));
    assertEquals(0, value(runs, "11 steady-psa-grey"));
    assertTrue(value(runs, "11 accuracy-grey") < -70);
    assertFalse(tests(runs).containsKey("13 control-grey"), "no training to measure it on");
    assertEquals(1, value(runs, "13 mismatch-grey"), 1e-12);
  }

  @Test
  void mismatchIsTheRatioOfTheSampledLossToTheOneSeen() {
    List<DeepRun> runs = asClaimed();
    runs.replaceAll(
        r ->
            r.method() == DeepMethod.TANH
                ? new DeepRun(
                    r.task(), r.method(), r.seed(), r.rate(), 1, List.of(epoch(0.5, 1.5, 0.8)))
                : r);
    assertEquals(3, value(runs, "13 mismatch-grey"), 1e-12);
    assertEquals(1, value(runs, "13 control-grey"), 1e-12);
  }

  @Test
  void tablesAreReadAsTheyWereWritten() {
    List<DeepRun> runs = new ArrayList<>(List.of(run(DeepMethod.CONCRETE, 1, 0.25, 0.125, 0.5)));
    runs.add(diverged(DeepMethod.CONCRETE, 2));
    runs.add(new DeepRun(DeepTask.GREY, DeepMethod.CONCRETE, 3, 0, 5, List.of()));
    assertEquals(runs, DeepRun.parse(DeepRun.csv(runs)));
  }
}
