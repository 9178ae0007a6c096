package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.Gradient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same settings give the same numbers, to the last bit, however the study is run. */
class StudyReproductionTest {
  private static final int TRIALS = 3001;

  @TempDir Path folder;

  @AfterEach
  void forgetInterrupts() {
    Thread.interrupted();
  }

  private static GradientStudy study() {
    return GradientStudy.of(Problems.network())
        .estimators("psa", "reinforce(baseline=running-mean)", "arm")
        .samples(1, 7, 100, 1500)
        .trials(TRIALS)
        .seed(5)
        .threads(2);
  }

  private static void assertSame(StudyResult expected, StudyResult actual) {
    assertEquals(expected.rows(), actual.rows());
    assertEquals(expected.differences("psa", "arm"), actual.differences("psa", "arm"));
    for (int e = 0; e < expected.estimators().size(); e++) {
      EstimatorResult x = expected.estimators().get(e);
      EstimatorResult y = actual.estimators().get(e);
      assertArrayEquals(x.mean().flat(), y.mean().flat());
      assertArrayEquals(x.variance().orElseThrow().flat(), y.variance().orElseThrow().flat());
      assertEquals(x.frozenState(), y.frozenState());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 16})
  void anyNumberOfThreadsGivesTheSameNumbers(int threads) {
    assertSame(study().threads(1).run(), study().threads(threads).run());
  }

  @Test
  void addingAnEstimatorLeavesTheOthersAsTheyWere() {
    StudyResult alone = study().estimators("arm").run();
    StudyResult amongOthers = study().estimators("st", "arm", "psa").run();
    List<StudyRow> arm =
        amongOthers.rows().stream().filter(r -> r.estimator().equals("arm")).toList();
    assertEquals(alone.rows(), arm);
  }

  @Test
  void anotherSeedGivesOtherNumbers() {
    assertFalse(study().run().rows().equals(study().seed(6).run().rows()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"psa", "reinforce(baseline=running-mean)", "arm"})
  void trialsReplayedAloneHaveTheMeanOfTheStudy(String estimator) {
    GradientStudy small = study().trials(50).samples(1);
    Gradient sum = Problems.network().newGradient();
    for (int t = 0; t < 50; t++) {
      sum.add(small.replay(estimator, t));
    }
    sum.scale(1.0 / 50);
    double[] mean = small.run().estimator(estimator).mean().flat();
    assertArrayEquals(mean, sum.flat(), 1e-14);
    assertArrayEquals(small.replay(estimator, 17).flat(), small.replay(estimator, 17).flat());
  }

  private static Estimator[] estimators(CountedEstimates counted) {
    return Stream.of("psa", "reinforce(baseline=running-mean)", "arm")
        .map(name -> counted.of(Estimators.parse(name)))
        .toArray(Estimator[]::new);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 50, 1000, 3000, 3500, 6100, 9000})
  void interruptedAndRunAgainItEndsWithTheSameNumbers(int estimates) {
    CountedEstimates first = CountedEstimates.interruptingAt(estimates, Thread.currentThread());
    GradientStudy interrupted = study().estimators(estimators(first)).resumeFrom(folder);
    assertThrows(StudyInterruptedException.class, interrupted::run);
    assertTrue(Thread.interrupted(), "the interrupt flag must be set");
    CountedEstimates second = new CountedEstimates();
    StudyResult resumed = study().estimators(estimators(second)).resumeFrom(folder).run();
    assertSame(study().run(), resumed);
    // Lost are the blocks under way: at most 8 of 24 trials; fingerprints cost 3 estimates.
    long most = 3L * TRIALS - estimates + 8 * 24 + 3;
    assertTrue(second.count() <= most, () -> "made " + second.count());
  }

  private List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    }
  }

  @Test
  void otherSettingsOrAnotherProblemDoNotFindTheCheckpoint() throws IOException {
    study().estimators("psa").trials(100).samples(1).resumeFrom(folder).run();
    study().estimators("psa").trials(100).samples(1).seed(6).resumeFrom(folder).run();
    study().estimators("psa").trials(100).samples(1, 2).resumeFrom(folder).run();
    GradientStudy.of(Problems.bits())
        .estimators("psa")
        .trials(100)
        .samples(1)
        .seed(5)
        .resumeFrom(folder)
        .run();
    assertEquals(4, files(".checkpoint").size());
  }
}
