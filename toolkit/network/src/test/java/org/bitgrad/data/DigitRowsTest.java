package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigitRowsTest {
  @TempDir private Path folder;

  private static String row(int first, int label) {
    return first + ",16" + ",3".repeat(62) + "," + label + "\n";
  }

  private LabelledImages read(byte[] content) throws IOException {
    return DigitRows.read(Files.write(folder.resolve("x"), content));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @Test
  void sixteenIsWhite() throws IOException {
    for (byte[] content :
        new byte[][] {ascii(row(4, 9) + row(0, 2)), Packed.gzip(ascii(row(4, 9) + row(0, 2)))}) {
      LabelledImages digits = read(content);
      assertEquals(2, digits.size());
      assertEquals(9, digits.label(0));
      assertEquals(16, digits.white());
      assertEquals(4, digits.pixel(0, 0));
      double[] seen = new double[64];
      digits.numbers(0, seen);
      assertEquals(0.25, seen[0]);
      assertEquals(1.0, seen[1]);
      assertEquals(0.25, digits.at(1, 0).batch(0, 1).x()[1][0], 1e-15);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          17 | 64 | 3   | line 2 has '17'; expected a whole number, 0 to 16
          -1 | 64 | 3   | line 2 has '-1'; expected a whole number, 0 to 16
          x  | 64 | 3   | line 2 has 'x'; expected a whole number, 0 to 16
          1  | 64 | 10  | line 2 has '10'; expected a whole number, 0 to 9
          1  | 63 | 3   | line 2 has 64 numbers; expected 65
          1  | 65 | 3   | line 2 has 66 numbers; expected 65
          """)
  void aWrongRowIsRefused(String value, int numbers, String label, String expected) {
    String line = String.join(",", Collections.nCopies(numbers, value)) + "," + label;
    String message =
        assertThrows(DamagedDataException.class, () -> read(ascii(row(0, 0) + line))).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThrows(DamagedDataException.class, () -> read(new byte[0]));
  }
}
