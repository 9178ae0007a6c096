package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Factors of schedules, exactly. */
class ScheduleTest {
  /** Rounding of a cosine and a few operations near 1. */
  private static final double ROUNDING = 1e-15;

  private static double[] factors(Schedule schedule, int count) {
    return LongStream.range(0, count).mapToDouble(schedule::factor).toArray();
  }

  @Test
  void constantStepAndExponential() {
    assertArrayEquals(new double[] {1, 1, 1}, factors(Schedule.constant(), 3), 0);
    double[] stairs = {1, 1, 1, 0.5, 0.5, 0.5, 0.25};
    assertArrayEquals(stairs, factors(Schedule.step(3, 0.5), 7), 0);
    assertArrayEquals(new double[] {1, 0.5, 0.25}, factors(Schedule.exponential(0.5), 3), 0);
  }

  @Test
  void cosineFallsFromOneToItsLowestAndStaysThere() {
    double[] expected = {1, 0.2 + 0.8 * 0.75, 0.6, 0.2 + 0.8 * 0.25, 0.2, 0.2};
    double[] six = factors(Schedule.cosine(6, 0.2), 8);
    double[] chosen = {six[0], six[2], six[3], six[4], six[6], six[7]};
    assertArrayEquals(expected, chosen, ROUNDING);
  }

  @Test
  void warmUpRisesLinearlyAndTheScheduleBeginsAfterIt() {
    double[] expected = {0.25, 0.5, 0.75, 1, 1, 0.5, 0.25};
    assertArrayEquals(expected, factors(Schedule.exponential(0.5).warmUp(4), 7), 0);
    assertEquals(Schedule.constant().factor(0), Schedule.constant().warmUp(0).factor(0));
  }

  @Test
  void epochsLastTheirSteps() {
    double[] expected = {1, 1, 0.5, 0.5, 0.25};
    assertArrayEquals(expected, factors(Schedule.exponential(0.5).inEpochs(2), 5), 0);
  }

  @Test
  void schedulesMultiplyAndFollowOneAnother() {
    Schedule product = Schedule.exponential(0.5).times(Schedule.step(2, 0.1));
    assertArrayEquals(new double[] {1, 0.5, 0.025}, factors(product, 3), ROUNDING);
    Schedule chain = Schedule.constant().then(2, Schedule.exponential(0.5));
    assertArrayEquals(new double[] {1, 1, 1, 0.5}, factors(chain, 4), 0);
  }

  @Test
  void equalRecipesAreEqual() {
    assertEquals(Schedule.cosine(9, 0).warmUp(2), Schedule.cosine(9, 0).warmUp(2));
    assertEquals("Cosine[total=9, lowest=0.0]", Schedule.cosine(9, 0).toString());
  }

  private static void refused(String part, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(part), message);
  }

  @Test
  void badInputIsRefused() {
    refused("every must be at least 1, but is 0", () -> Schedule.step(0, 0.5));
    refused("factor must be a positive", () -> Schedule.exponential(-0.5));
    refused("total must be at least 1", () -> Schedule.cosine(0, 0));
    refused("lowest must be in [0, 1]", () -> Schedule.cosine(3, 1.5));
    refused("times must be at least 0", () -> Schedule.constant().warmUp(-1));
    refused("steps must be at least 1", () -> Schedule.constant().inEpochs(0));
    refused("time must be at least 0", () -> Schedule.constant().then(-1, Schedule.constant()));
  }
}
