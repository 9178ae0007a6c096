package org.bitgrad.numeric;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void productsAndSumsStopAtTheLargestLong() {
    assertEquals(6, Memory.product(2, 3));
    assertEquals(1, Memory.product());
    assertEquals(0, Memory.product(Long.MAX_VALUE, Long.MAX_VALUE, 0));
    assertEquals(Long.MAX_VALUE, Memory.product(1L << 32, 1L << 31));
    assertEquals(1L << 62, Memory.product(1L << 31, 1L << 31));
    assertEquals(7, Memory.sum(3, 4));
    assertEquals(Long.MAX_VALUE, Memory.sum(Long.MAX_VALUE, 1));
  }

  @Test
  void whatDoesNotFitIsRefusedByNameWithValueAndBound() {
    Memory.require("batch", 3, Memory.most());
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Memory.require("batch", 200_000, Memory.product(1L << 40, 1000)))
            .getMessage();
    assertTrue(message.startsWith("batch is 200000, which needs about 1000 TiB"), message);
    assertTrue(message.contains("allowed: at most " + Memory.text(Memory.most())), message);
    assertTrue(message.contains("-Xmx"), message);
    assertTrue(message.length() <= 300, message);
  }

  @Test
  void arraysOfMoreThanJavaHoldsAreRefused() {
    assertEquals(5, Memory.requireArray("units", 5, 5));
    assertEquals(Integer.MAX_VALUE - 8, Memory.requireArray("units", 5, Memory.LARGEST_ARRAY));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Memory.requireArray("units", 9, Integer.MAX_VALUE))
            .getMessage();
    assertTrue(message.startsWith("units is 9, which makes an array of 2147483647"), message);
    assertThrows(
        IllegalArgumentException.class, () -> Memory.requireArray("units", 9, Long.MAX_VALUE));
  }

  @Test
  void bytesAreWrittenInWords() {
    assertEquals("0.5 KiB", Memory.text(512));
    assertEquals("1.5 GiB", Memory.text(3L << 29));
    assertEquals("8.0 EiB", Memory.text(Long.MAX_VALUE));
  }
}
