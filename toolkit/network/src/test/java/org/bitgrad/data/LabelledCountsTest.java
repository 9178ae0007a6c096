package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledCountsTest {
  @TempDir private Path folder;

  private static LabelledCounts three() {
    return LabelledCounts.of(new int[][] {{0, 302, 1}, {0, 0, 0}, {5, 0, 2}}, 2, 1, 0, 1);
  }

  private LabelledCounts read(String text, boolean packed) throws IOException {
    byte[] plain = text.getBytes(StandardCharsets.US_ASCII);
    return SvmLightFile.read(
        Files.write(folder.resolve("x"), packed ? Packed.gzip(plain) : plain), 3, 2);
  }

  private static double[] seen(LabelledExamples examples, int row) {
    double[] out = {-1, -1, -1};
    examples.numbers(row, out);
    return out;
  }

  @Test
  void countsAndBitsAreDifferentViewsOfTheSameRows() {
    LabelledCounts rows = three();
    assertArrayEquals(new double[] {0, 302, 1}, seen(rows.asCounts(), 0));
    assertArrayEquals(new double[] {0, 1, 1}, seen(rows.asBits(), 0));
    assertArrayEquals(new double[] {0, 0, 0}, seen(rows.asBits(), 1));
    assertArrayEquals(new int[] {1, 2}, rows.asBits().counts());
    assertEquals(1.0, rows.asBits().target(2));
    assertEquals(302, rows.count(0, 1));
    assertEquals(0, rows.count(2, 1));
    assertEquals(4, rows.nonZeros());
  }

  @Test
  void filesArePlainOrPackedWithClassesAndWordsFromOne() throws IOException {
    for (boolean packed : new boolean[] {false, true}) {
      LabelledCounts rows = read("2 2:302 3:1\n1\n2 1:5 3:2\n", packed);
      assertEquals(3, rows.size());
      for (int n = 0; n < 3; n++) {
        assertArrayEquals(seen(three().asCounts(), n), seen(rows.asCounts(), n));
        assertEquals(three().label(n), rows.label(n));
      }
    }
  }

  @Test
  void partsKeepCountsAndClassTogether() {
    LabelledCounts part = three().at(2, 0, 2);
    assertArrayEquals(new double[] {5, 0, 2}, seen(part.asCounts(), 2));
    assertArrayEquals(new double[] {0, 302, 1}, seen(part.asCounts(), 1));
    LabelledCounts narrow = three().firstWords(2);
    assertEquals(2, narrow.words());
    assertEquals(2, narrow.nonZeros());
    assertEquals(5, narrow.count(2, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          3 1:1     | line 2 has '3'; expected a whole number, 1 to 2
          0 1:1     | line 2 has '0'; expected a whole number, 1 to 2
          1 4:1     | line 2 has '4'; expected a whole number, 1 to 3
          1 2:1 2:1 | line 2 has '2'; expected a whole number, 3 to 3
          1 3:1 1:1 | line 2 has '1'; expected a whole number, 4 to 3
          1 1:0     | line 2 has '0'; expected a whole number, 1 to
          1 1:x     | line 2 has 'x'; expected a whole number
          1 1       | line 2 has '1'; expected word:count
          """)
  void aWrongLineIsRefused(String line, String expected) {
    String message =
        assertThrows(DamagedDataException.class, () -> read("1 1:1\n" + line + "\n", false))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThrows(DamagedDataException.class, () -> read("", true));
  }

  @Test
  void badArgumentsAreRefusedWithNameAndValue() {
    refused("rows[1]", "3", () -> three().at(0, 3));
    refused("rows", "empty", () -> three().at());
    refused("count", "4", () -> three().firstWords(4));
    refused("labels[0]", "2", () -> LabelledCounts.of(new int[][] {{1}}, 2, 2));
    refused("labels[1]", "missing", () -> LabelledCounts.of(new int[][] {{1}, {1}}, 2, 0));
    refused("labels", "there are 2", () -> LabelledCounts.of(new int[][] {{1}}, 2, 0, 1));
    refused("counts[0][1]", "-3", () -> LabelledCounts.of(new int[][] {{1, -3}}, 2, 0));
    refused("counts[1]", "has 2", () -> LabelledCounts.of(new int[][] {{1}, {1, 1}}, 2, 0, 0));
    refused("classes", "0", () -> LabelledCounts.of(new int[][] {{1}}, 0, 0));
    refused("name", "20news", () -> TextData.load("20news", List.of()));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
