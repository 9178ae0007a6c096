package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tech.tablesaw.api.DoubleColumn;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

@Isolated("it replaces System.out")
class FormatTest {
  /** The texts are those of printf in C. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 1.0000000000000001e-01",
    "-0.0, -0.0000000000000000e+00",
    "1, 1.0000000000000000e+00",
    "1e23, 9.9999999999999992e+22",
    "4.9e-324, 4.9406564584124654e-324",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "2e-3, 2.0000000000000000e-03",
    "-123456.789, -1.2345678900000000e+05"
  })
  void numbersAreWrittenAsCWritesThem(double value, String text) {
    assertEquals(text, Numbers.format(value));
  }

  @Test
  void numbersComeBackToTheLastBit() {
    RandomStream stream = RandomStream.of(7, "test", "numbers");
    for (long i = 0; i < 2000; i++) {
      double value = (stream.uniform(2 * i) - 0.5) * Math.pow(10, 40 * stream.uniform(2 * i + 1));
      assertEquals(value, Double.parseDouble(Numbers.format(value)));
    }
    assertThrows(IllegalArgumentException.class, () -> Numbers.format(Double.NaN));
  }

  @Test
  void csvQuotesWhatNeedsQuotes() {
    CsvFile csv = new CsvFile("a", "b").row("x,\"y\"\n", null).row(3, 0.5);
    assertEquals("a,b\r\n\"x,\"\"y\"\"\n\",\r\n3,5.0000000000000000e-01\r\n", csv.text());
    assertEquals(List.of("x,\"y\"\n", ""), CsvFile.parse(csv.text()).get(1));
    assertThrows(IllegalArgumentException.class, () -> csv.row("one"));
    for (String bad : List.of("a,b\n1\n", "a\n\"x\n", "a\n\"x\"y\n")) {
      assertThrows(IllegalArgumentException.class, () -> CsvFile.parse(bad), bad);
    }
  }

  @Test
  void npyFilesComeBack() {
    double[] values = {1.5, -2, 0, 1e-300, 4, 5};
    for (int[] shape : new int[][] {{6}, {2, 3}, {1, 6, 1}}) {
      byte[] bytes = NpyFile.of(values, shape).bytes();
      assertEquals(0, (bytes.length - 8 * values.length) % 64);
      assertArrayEquals(values, NpyFile.parse(bytes).values());
      assertArrayEquals(shape, NpyFile.parse(bytes).shape());
    }
    assertArrayEquals(
        new double[] {3}, NpyFile.parse(NpyFile.of(new double[] {3}).bytes()).values());
    assertThrows(IllegalArgumentException.class, () -> NpyFile.of(values, 4));
  }

  @Test
  void damagedNpyFilesAreRefused() {
    byte[] good = NpyFile.of(new double[] {1, 2}, 2).bytes();
    for (int length : new int[] {0, 5, 9, 40, good.length - 1}) {
      byte[] cut = java.util.Arrays.copyOf(good, length);
      assertThrows(IllegalArgumentException.class, () -> NpyFile.parse(cut), "length " + length);
    }
    String text = new String(good, StandardCharsets.ISO_8859_1);
    for (String bad : List.of(text.replace("<f8", "<c8"), text.replace("False", "Fault"))) {
      byte[] bytes = bad.getBytes(StandardCharsets.ISO_8859_1);
      assertThrows(IllegalArgumentException.class, () -> NpyFile.parse(bytes));
    }
  }

  private static Table table() {
    DoubleColumn value = DoubleColumn.create("rel_bias");
    value.append(0.123456);
    value.appendMissing();
    return Table.create("t", StringColumn.create("name", "psa|<x>", "a_b"), value);
  }

  @Test
  void tablesAreExportedInEveryFormat() {
    assertEquals(
        "name,rel_bias\r\npsa|<x>,1.2345600000000000e-01\r\na_b,\r\n", Export.csv(table()));
    assertEquals(
        "| name | rel_bias |\n| --- | ---: |\n| psa\\|\\<x> | 0.1235 |\n| a_b |  |\n",
        Export.markdown(table()));
    String latex = Export.latex(table());
    assertTrue(latex.contains("rel\\_bias") && latex.contains("a\\_b &  \\\\"), latex);
  }

  @Test
  void htmlEscapesAndPlainTextIsAlwaysThere() {
    Map<String, String> shown = Display.representations(table());
    assertTrue(shown.get("text/html").contains("psa|&lt;x&gt;"), shown.toString());
    assertTrue(shown.get("text/plain").contains("0.1235"), shown.toString());
    Plot plot =
        Plot.of("t", Axis.log("x"), Axis.log("y")).line("psa", new double[] {1}, new double[] {2});
    assertTrue(Display.representations(plot).get("image/png").length() > 1000);
    assertTrue(Display.representations(plot).get("text/plain").contains("psa: 1 | 2;"));
  }

  @Test
  void outsideANotebookTextIsPrinted() {
    PrintStream before = System.out;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Display.show(table());
      Display.show("words");
    } finally {
      System.setOut(before);
    }
    String printed = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(printed.contains("rel_bias") && printed.contains("words"), printed);
  }
}
