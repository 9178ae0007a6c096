package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;
import tech.tablesaw.api.StringColumn;
import tech.tablesaw.api.Table;

/** Cells and headers keep their letters in every format, whatever these mean to its reader. */
class TableCellsTest {
  private static final Pattern LATEX_COMMANDS =
      Pattern.compile(
          "\\\\[&%$#_{}]|\\\\(?:text[a-z]+|ldots)\\{\\}|\\\\ensuremath\\{.*?\\}+|\\{\\}");

  private static Table table(String header, String... cells) {
    return Table.create("t", StringColumn.create(header, cells), StringColumn.create("b", cells));
  }

  private static List<String> latexRows(String header, String... cells) {
    return Export.latex(table(header, cells)).lines().filter(row -> row.endsWith("\\\\")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"[0, 1]", "*", "*st", "  [2pt]", "[x]y", "\n[1]", "\t*"})
  void aLatexRowThatBeginsWithABracketOrAStarIsNoOptionOfTheRowBefore(String cell) {
    List<String> rows = latexRows(cell, "psa", cell, cell);
    assertEquals(4, rows.size());
    for (String row : List.of(rows.get(0), rows.get(2), rows.get(3))) {
      assertTrue(row.startsWith("{}"), row);
      assertEquals(cell.strip(), row.substring(2, row.indexOf(" & ")).strip());
    }
    assertTrue(rows.get(1).startsWith("psa & psa"), rows.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "a_b#1; a\\_b\\#1",
        "50% & $3; 50\\% \\& \\$3",
        "{x}\\y; \\{x\\}\\textbackslash{}y",
        "x^2~<y>; x\\textasciicircum{}2\\textasciitilde{}\\textless{}y\\textgreater{}",
        "|bias|; \\textbar{}bias\\textbar{}",
        "± 0.1; \\ensuremath{\\pm} 0.1",
        "≤ 3 × 10⁴; \\ensuremath{\\leq} 3 \\ensuremath{\\times} 10\\ensuremath{^{4}}",
        "μ and Σ; \\ensuremath{\\mu} and \\ensuremath{\\Sigma}",
        "x₂; x\\ensuremath{_{2}}",
        "--out; -{}-out",
        "?`; ?{}`",
        "Nédélec; Nédélec",
      })
  void latexPrintsWhatTheCellSays(String cell, String latex) {
    assertEquals(latex, LatexCell.of(cell, false));
    assertEquals(latex, LatexCell.of(cell, true));
  }

  @Test
  void noAsciiCharacterReachesLatexAsACommand() {
    for (char a = 0; a < 128; a++) {
      for (char b : new char[] {'x', '[', '{', '-', '\\', '%'}) {
        String plain = LATEX_COMMANDS.matcher(LatexCell.of("" + a + b, false)).replaceAll("");
        for (char special : "\\{}$&#^_~%<>|\n\r".toCharArray()) {
          assertEquals(-1, plain.indexOf(special), (int) a + " " + b + " gives " + plain);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '"',
      value = {
        "rel_bias; rel_bias",
        "<= 1e-10; <= 1e-10",
        "a < b; a < b",
        "[0, 1]; [0, 1]",
        "_x_; \\_x\\_",
        "*st*; \\*st\\*",
        "`code`; \\`code\\`",
        "~~no~~; \\~\\~no\\~\\~",
        "<b>x</b>; \\<b>x\\</b>",
        "<!-- x; \\<!-- x",
        "\"&lt; and &#60;\"; \"\\&lt; and \\&#60;\"",
        "a|b\\c; a\\|b\\\\c",
        "[a](b); [a\\](b)",
        "$x$; \\$x\\$",
        "R & D; R & D",
      })
  void markdownShowsWhatTheCellSays(String cell, String markdown) {
    assertEquals(markdown, MarkdownCell.of(cell));
  }

  @Test
  void aRowStaysOnOneLineInMarkdownAndLatex() {
    String cell = "one\ntwo\r\nthree\tfour\u0000five";
    assertEquals(3, Export.markdown(table(cell, cell)).lines().count());
    assertEquals(2, latexRows(cell, cell).size());
    assertFalse(Export.latex(table(cell, cell)).contains("\u0000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a,b", "\"", "\"\"", "a\"b", "x\ny", "x\r\ny", "x\ry", " x ", "", "'", "=1+1"})
  void csvFieldsComeBackAsTheyWere(String field) {
    String text = new CsvFile(field, "b").row(field, field).row("", field).text();
    assertEquals(
        List.of(List.of(field, "b"), List.of(field, field), List.of("", field)),
        CsvFile.parse(text));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() {
    assertEquals(
        List.of(List.of("a", "b"), List.of("1", "2")), CsvFile.parse("\ufeffa,b\r\n1,2\r\n"));
    assertEquals(List.of(List.of("a", "b")), CsvFile.parse("\ufeff\"a\",b\r\n"));
  }

  @Test
  void anSvgWithAnyTitleIsXml() throws Exception {
    Plot plot =
        Plot.of("a<b & \"c\" ]]> \u0001 ≤ é", Axis.linear("x & y"), Axis.linear("<y>"))
            .line("p<s>a & \u0002", new double[] {1, 2}, new double[] {2, 3})
            .note("n < 3 & ]]> \u0003 \ufffe \ud800");
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
    var document =
        factory.newDocumentBuilder().parse(new InputSource(new StringReader(plot.svg())));
    String shown = document.getDocumentElement().getTextContent();
    assertTrue(shown.contains("n < 3 & ]]>"), shown);
  }

  /** The table library takes these for missing values where it reads texts as cells. */
  @ParameterizedTest
  @ValueSource(strings = {"NA", "N/A", "null", "NULL", "NaN", "nan", "*", "-", "missing", "None"})
  void namesThatLookLikeMissingValuesStay(String name) {
    Table table =
        TableBuilder.of("t").texts("estimator", "note").numbers("x").row(name, null, 1.5).build();
    assertEquals(name, table.stringColumn(0).get(0));
    assertEquals(List.of(name, "", "1.5"), TableText.brief(table).get(1));
    List<List<String>> read = CsvFile.parse(Export.csv(table));
    assertEquals(List.of(name, ""), read.get(1).subList(0, 2));
    assertTrue(TableText.html(table).contains(">" + name.replace("&", "&amp;") + "</td>"));
    assertTrue(TableText.plain(table).contains(name + " "), TableText.plain(table));
    assertTrue(Export.latex(table).contains(LatexCell.of(name, true)), Export.latex(table));
    String row = Export.markdown(table).lines().skip(2).findFirst().orElseThrow();
    assertEquals(name, row.split("[|]", -1)[1].strip().replace("\\", ""), row);
  }
}
