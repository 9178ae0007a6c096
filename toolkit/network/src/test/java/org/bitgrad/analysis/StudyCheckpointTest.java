package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Damaged checkpoints are detected, with a message, and the one before is used. What a kill between
 * two operations on files leaves behind is as good as a checkpoint.
 */
class StudyCheckpointTest {
  private static final int TRIALS = 3001;
  private static final int FIRST_END = 1000;
  private static final int SECOND_END = 2000;

  /** Estimates that one interrupt may lose (8 blocks of 24), and the one of the fingerprint. */
  private static final int LOST = 8 * 24 + 1;

  @TempDir private Path folder;
  private Path newest;
  private Path previous;
  private byte[] later;
  private byte[] earlier;

  private GradientStudy study(CountedEstimates counted) {
    return GradientStudy.of(Problems.network())
        .estimators(counted.of(Estimators.parse("psa")))
        .samples(1, 7, 1500)
        .trials(TRIALS)
        .seed(5)
        .threads(2);
  }

  /** Interrupts a study twice, so that there are two checkpoints. */
  @BeforeEach
  void interruptTwice() throws IOException {
    for (int estimates : new int[] {FIRST_END, SECOND_END - FIRST_END}) {
      CountedEstimates counted = CountedEstimates.interruptingAt(estimates, Thread.currentThread());
      GradientStudy study = study(counted).resumeFrom(folder);
      assertThrows(StudyInterruptedException.class, study::run);
      assertTrue(Thread.interrupted());
    }
    newest = only(".checkpoint");
    previous = only(".previous");
    later = Files.readAllBytes(newest);
    earlier = Files.readAllBytes(previous);
  }

  @AfterEach
  void forgetInterrupts() {
    Thread.interrupted();
  }

  private Path only(String ending) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files = all.filter(f -> f.toString().endsWith(ending)).toList();
      assertEquals(1, files.size(), files.toString());
      return files.get(0);
    }
  }

  /** Runs the study to its end; the estimates that it makes tell which checkpoint it used. */
  private void assertResumes(int estimatesDone, String... warnings) {
    List<String> told = new ArrayList<>();
    CountedEstimates counted = new CountedEstimates();
    Progress listener =
        new Progress() {
          @Override
          public void report(Step step) {}

          @Override
          public void warn(Step step) {
            told.add(step.label());
          }
        };
    StudyResult resumed = study(counted).resumeFrom(folder).progress(listener).run();
    assertEquals(study(new CountedEstimates()).run().rows(), resumed.rows());
    assertEquals(List.of(warnings), told);
    // each interrupt before that checkpoint may have lost as much
    int interrupts = estimatesDone / FIRST_END;
    int most = TRIALS - estimatesDone + Math.max(1, interrupts) * LOST;
    int least = TRIALS - estimatesDone - Math.max(1, interrupts) * LOST;
    assertTrue(
        least <= counted.count() && counted.count() <= most,
        () -> "made " + counted.count() + " estimates, not " + least + " to " + most);
  }

  private static String damaged(Path file, String instead) {
    return "checkpoint " + file.getFileName() + " is damaged and not used; " + instead;
  }

  /** The file cut at sixteen lengths, and with one bit flipped at 32 places. */
  static Stream<int[]> damages() {
    return Stream.concat(
        Stream.iterate(0, i -> i + 1).limit(16).map(i -> new int[] {i, 16, -1}),
        Stream.iterate(0, i -> i + 1).limit(32).map(i -> new int[] {i, 31, i % 8}));
  }

  private static byte[] damage(byte[] good, int[] how) {
    int at = (int) ((long) how[0] * (good.length - 1) / how[1]);
    byte[] bad = how[2] < 0 ? Arrays.copyOf(good, at) : good.clone();
    if (how[2] >= 0) {
      bad[at] ^= (byte) (1 << how[2]);
    }
    return bad;
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damagedCheckpointIsDetectedAndTheOneBeforeIsUsed(int[] how) throws IOException {
    Files.write(newest, damage(later, how));
    assertResumes(FIRST_END, damaged(newest, "going on from the one before"));
  }

  @Test
  void withBothDamagedTheStudyStartsAnew() throws IOException {
    Files.write(newest, damage(later, new int[] {15, 16, -1}));
    Files.write(previous, damage(earlier, new int[] {20, 31, 4}));
    assertResumes(0, damaged(newest, "starting anew"), damaged(previous, "starting anew"));
  }

  @Test
  void wholeCheckpointIsUsedWithoutAWord() {
    assertResumes(SECOND_END);
  }

  /** Killed while the next file was written. */
  @Test
  void halfOfTheNextCheckpointDoesNotMatter() throws IOException {
    Path beside = newest.resolveSibling(name(newest) + ".part");
    Files.write(beside, Arrays.copyOf(later, later.length / 2));
    assertResumes(SECOND_END);
    assertTrue(Files.notExists(beside));
  }

  /** Killed after the newest file became the one before, and before the next took its name. */
  @Test
  void betweenTheTwoRenamesTheOneBeforeIsUsed() throws IOException {
    Files.move(newest, newest.resolveSibling(name(newest) + ".part"));
    assertResumes(FIRST_END);
  }

  @Test
  void checkpointOfAnotherStudyUnderThisNameIsNotUsed() throws IOException {
    Files.delete(newest);
    Files.delete(previous);
    study(new CountedEstimates()).seed(6).resumeFrom(folder).run();
    Files.move(only(".checkpoint"), newest);
    assertResumes(0, damaged(newest, "starting anew"));
  }

  private static String name(Path checkpoint) {
    return checkpoint.getFileName().toString().replace(".checkpoint", "");
  }
}
