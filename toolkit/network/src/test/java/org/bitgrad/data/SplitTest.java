package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SplitTest {
  private static RandomStream stream(int index) {
    return RandomStream.of(5, "split test").child(index);
  }

  private static LabelledCounts labelled(int... labels) {
    int[][] counts = new int[labels.length][1];
    return LabelledCounts.of(counts, 1 + Arrays.stream(labels).max().orElseThrow(), labels);
  }

  @Test
  void partsAreDisjointAscendingAndTogetherEverything() {
    for (int size = 2; size < 40; size++) {
      for (int held = 1; held < size; held += 3) {
        Split split = Split.random(size, held, stream(size));
        assertEquals(held, split.held().length);
        assertTrue(ascending(split.held()) && ascending(split.kept()));
        int[] all =
            IntStream.concat(Arrays.stream(split.held()), Arrays.stream(split.kept()))
                .sorted()
                .toArray();
        assertArrayEquals(IntStream.range(0, size).toArray(), all);
      }
    }
  }

  private static boolean ascending(int[] values) {
    return IntStream.range(1, values.length).allMatch(i -> values[i - 1] < values[i]);
  }

  @Test
  void theSeedAloneDecides() {
    assertArrayEquals(
        Split.random(100, 30, stream(1)).held(), Split.random(100, 30, stream(1)).held());
    assertFalse(
        Arrays.equals(
            Split.random(100, 30, stream(1)).held(), Split.random(100, 30, stream(2)).held()));
  }

  /**
   * 2000 splits hold each of 10 examples with probability 0.3. Limit 5.33 deviations: false alarm
   * 1e-6 over the ten. A probability off by 0.09 is found with probability 0.999.
   */
  @Test
  void everyExampleIsHeldEquallyOften() {
    int[] times = new int[10];
    for (int n = 0; n < 2000; n++) {
      for (int example : Split.random(10, 3, stream(n)).held()) {
        times[example]++;
      }
    }
    double limit = 5.33 * Math.sqrt(2000 * 0.3 * 0.7);
    for (int count : times) {
      assertEquals(600, count, limit);
    }
  }

  @Test
  void strataGiveTheirShareRoundedByLargestRemainder() {
    int[] labels = {0, 0, 0, 0, 0, 1, 1, 1, 2, 2};
    LabelledExamples examples = labelled(labels).asBits();
    // Shares of 4 in 10: 2, 1.2, 0.8.
    assertArrayEquals(new int[] {2, 1, 1}, heldPerClass(labels, 4, 1));
    // Of 5 in 10: 2.5, 1.5, 1; equal remainders: the first class.
    assertArrayEquals(new int[] {3, 1, 1}, heldPerClass(labels, 5, 1));
    for (int held = 1; held < 10; held++) {
      int[] given = heldPerClass(labels, held, held);
      assertEquals(held, Arrays.stream(given).sum());
      for (int label = 0; label < 3; label++) {
        assertEquals(examples.counts()[label] * held / 10.0, given[label], 1 - 1e-9);
      }
    }
  }

  private static int[] heldPerClass(int[] labels, int held, int index) {
    int[] counts = new int[3];
    for (int n : Split.stratified(labelled(labels).asCounts(), held, stream(index)).held()) {
      counts[labels[n]]++;
    }
    return counts;
  }

  @Test
  void strataAreDrawnAtRandomWithinAClass() {
    LabelledExamples examples = labelled(new int[100]).asBits();
    int[] one = Split.stratified(examples, 30, stream(1)).held();
    assertArrayEquals(one, Split.stratified(examples, 30, stream(1)).held());
    assertFalse(Arrays.equals(one, Split.stratified(examples, 30, stream(2)).held()));
    assertFalse(Arrays.equals(one, IntStream.range(0, 30).toArray()));
  }

  @Test
  void emptyPartsAreRefused() {
    refused("held", "0", () -> Split.random(5, 0, stream(0)));
    refused("held", "5", () -> Split.random(5, 5, stream(0)));
    refused("size", "1", () -> Split.random(1, 1, stream(0)));
    refused("held", "9", () -> Split.stratified(labelled(0, 1).asBits(), 9, stream(0)));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }

  @Test
  void numbersBelowABoundAreTheProductsUpperWord() {
    RandomStream stream = stream(0);
    for (int n = 0; n < 1000; n++) {
      long bits = n == 0 ? -1 : n == 1 ? 0 : stream.bits(n);
      int bound = 1 + (int) (stream.uniform(2000 + n) * (n % 2 == 0 ? 9 : Integer.MAX_VALUE - 1));
      BigInteger unsigned = new BigInteger(Long.toUnsignedString(bits));
      int expected = unsigned.multiply(BigInteger.valueOf(bound)).shiftRight(64).intValueExact();
      assertEquals(expected, Shuffle.below(bits, bound));
    }
  }

  /**
   * 24000 orders of four numbers. Limit 5.5 deviations: false alarm 1e-6 over the 24 orders. A
   * probability of 1/24 off by a sixth of itself is found with probability 0.99.
   */
  @Test
  void everyOrderIsEquallyLikely() {
    int[] times = new int[256];
    int[] order = new int[4];
    for (int n = 0; n < 24_000; n++) {
      Shuffle.order(stream(n), order);
      times[64 * order[0] + 16 * order[1] + 4 * order[2] + order[3]]++;
    }
    int[] seen = Arrays.stream(times).filter(count -> count > 0).toArray();
    assertEquals(24, seen.length);
    for (int count : seen) {
      assertEquals(1000, count, 5.5 * Math.sqrt(24_000 / 24.0 * 23 / 24));
    }
  }
}
