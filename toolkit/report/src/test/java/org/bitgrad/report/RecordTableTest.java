package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that are written to CSV are read back as they were. */
class RecordTableTest {
  private enum Kind {
    PLAIN,
    TWO_WORDS
  }

  private enum Rule {
    FIRST("the first, of two"),
    SECOND("second");

    private final String text;

    Rule(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private record Range(double low, double high) {
    Range {
      if (low > high) {
        throw new IllegalArgumentException("low must be at most high");
      }
    }
  }

  private record Row(
      String name, int n, long big, double x, boolean yes, Kind kind, Rule rule, Range range) {}

  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class, "name", "n", "big", "x", "yes", "kind", "rule", "range_low", "range_high");

  private static final List<Row> ROWS =
      List.of(
          new Row(
              "a, \"b\"", -3, 1L << 60, 0.1, true, Kind.TWO_WORDS, Rule.FIRST, new Range(-1, 8)),
          new Row("", 0, 0, -2.5e-300, false, Kind.PLAIN, Rule.SECOND, new Range(0, 0)));

  @Test
  void whatIsWrittenIsReadBack() {
    String text = TABLE.text(ROWS);
    assertEquals(ROWS, TABLE.rows(text));
    assertEquals(text, TABLE.text(TABLE.rows(text)));
    assertEquals(
        List.of(
            "a, \"b\"",
            "-3",
            "1152921504606846976",
            "1.0000000000000001e-01",
            "true",
            "two_words",
            "the first, of two",
            "-1.0000000000000000e+00",
            "8.0000000000000000e+00"),
        CsvFile.parse(text).get(1));
    assertEquals(List.of(), TABLE.rows(TABLE.text(List.of())));
  }

  @Test
  void otherColumnsAreRefused() {
    String other = TABLE.text(ROWS).replaceFirst("range_low", "low");
    for (String text : List.of(other, "")) {
      var refusal = assertThrows(IllegalArgumentException.class, () -> TABLE.rows(text));
      assertTrue(refusal.getMessage().startsWith("columns must be [name, n,"), refusal::getMessage);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "-3,x,n in row 1 must be a field of type int, but is x",
    "true,yes,yes in row 1 must be a field of type boolean",
    "two_words,TWO_WORDS,kind in row 1 must be a field of type Kind",
    "8.0000000000000000e+00,-2,row 1 is refused: low must be at most high",
  })
  void fieldsOfAnotherTypeAreNamed(String right, String wrong, String message) {
    String text = TABLE.text(ROWS).replace("," + right, "," + wrong);
    var refusal = assertThrows(IllegalArgumentException.class, () -> TABLE.rows(text));
    assertTrue(refusal.getMessage().contains(message), refusal::getMessage);
  }

  private record Odd(Object anything) {}

  @Test
  void tablesThatCannotBeAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> RecordTable.of(Range.class, "low"));
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> RecordTable.of(Odd.class, "anything"));
    assertTrue(refusal.getMessage().contains("but one is Object"), refusal::getMessage);
  }
}
