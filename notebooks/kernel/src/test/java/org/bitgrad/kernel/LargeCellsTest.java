package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells that no class file can hold fail alone: what follows compiles as before. */
class LargeCellsTest {
  private static final String STRING = '"' + "x".repeat(70_000) + '"';

  private static final Map<String, String> TOO_LARGE =
      Map.of(
          "a string", "String s = " + STRING + ";",
          "a string as value", STRING,
          "a string of two",
              "var t = \"" + "a".repeat(40_000) + "\" + \"" + "b".repeat(40_000) + "\";",
          "a string of wide characters", "var u = \"" + "\u20ac".repeat(30_000) + "\";",
          "a string in a class", "class Large { String field = " + STRING + "; }",
          "a string in a method", "void large() { System.out.println(" + STRING + "); }",
          "a method", "void longest() {\n" + "kept++;\n".repeat(9_000) + "}",
          "an array", "int[] many = {" + "1,".repeat(20_000) + "};",
          "fields",
              "class Wide {"
                  + IntStream.range(0, 66_000)
                      .mapToObj(i -> "int f" + i + ";")
                      .collect(Collectors.joining())
                  + "}");

  private static JavaSession session;

  @BeforeAll
  static void open() throws CellFailure {
    session = new JavaSession(System.getProperty("java.class.path"));
    session.run("int kept = 41;", 1);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a string",
        "a string as value",
        "a string of two",
        "a string of wide characters",
        "a string in a class",
        "a string in a method",
        "a method",
        "an array",
        "fields",
      })
  void whatIsTooLargeFailsAloneAndSaysWhatToDo(String what) throws CellFailure {
    CellFailure failure =
        assertThrows(CellFailure.class, () -> session.run(TOO_LARGE.get(what), 2));
    assertEquals("CompileError", failure.name());
    String trace = String.join("\n", failure.trace());
    assertTrue(trace.contains("from a file"), trace);
    assertTrue(trace.length() < 1500, "characters: " + trace.length());
    assertEquals(Optional.of("42"), session.run("kept + 1", 3));
    assertEquals(Optional.of("3"), session.run("int after(int n) { return n; }\nafter(3)", 4));
  }

  @Test
  void whatWasTooLargeCanBeDeclaredAnewAndSmaller() throws CellFailure {
    assertThrows(CellFailure.class, () -> session.run("String again = " + STRING + ";", 5));
    assertThrows(CellFailure.class, () -> session.run("again", 6));
    assertEquals(Optional.of("small"), session.run("String again = \"small\"; again", 7));
  }

  @Test
  void expressionsThatNestDeeplyCompileOrAreExplained() throws CellFailure {
    assertEquals(Optional.of("20000"), session.run("0" + "+1".repeat(20_000), 8));
    String deep = "(".repeat(2_000) + "7" + ")".repeat(2_000);
    assertEquals(Optional.of("7"), session.run(deep, 9));
    String endless = "(".repeat(1_000_000) + "7" + ")".repeat(1_000_000);
    CellFailure failure = assertThrows(CellFailure.class, () -> session.run(endless, 10));
    assertTrue(failure.getMessage().contains("nests too deeply"), failure.getMessage());
    assertEquals(Optional.of("42"), session.run("kept + 1", 11));
    String brackets = "'(' /* " + "(".repeat(9_000) + "*/ // " + "(".repeat(9_000);
    assertEquals(Optional.of("("), session.run("/* */ " + brackets, 12));
    assertEquals(Optional.of("9000"), session.run('"' + "(".repeat(9_000) + "\".length()", 13));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sealed interface Shape {} record Disc() implements Shape {} | permits",
        "record Rate(double r) { Rate { assert r > 0; } } | write `public`",
        "class Left { class In {} Right r; } class Right { Left.In in; } | one outer class",
        "class Needs { Needed n; } | into one cell",
      })
  void knownFaultsOfTheJdkAreExplainedInOneLine(String cell, String remedy) {
    CellFailure failure = assertThrows(CellFailure.class, () -> session.run(cell, 12));
    String last = failure.trace().get(failure.trace().size() - 1);
    assertTrue(last.contains(remedy), last);
    assertTrue(last.length() <= 200, last);
  }

  @Test
  void valuesThatContainThemselvesAreShown() throws CellFailure {
    assertEquals(
        Optional.of("[1, [2, (itself)]]"),
        session.run(
            "Object[] inner = {2, null}; Object[] loop = {1, inner}; inner[1] = loop; loop", 13));
    assertEquals(
        Optional.of("[(itself)]"),
        session.run("Object[] self = new Object[1]; self[0] = self; self", 14));
  }

  @Test
  void textsThatAreEndlessFailTheirCellAlone() throws CellFailure {
    session.run("class Endless { public String toString() { return \"e\" + this; } }", 15);
    CellFailure failure = assertThrows(CellFailure.class, () -> session.run("new Endless()", 16));
    assertEquals("StackOverflowError", failure.name());
    assertEquals("calls nest without an end", failure.getMessage());
    assertTrue(failure.trace().size() < 60, "lines: " + failure.trace().size());
    String text = session.run("\"q\".repeat(50_000_000)", 17).orElseThrow();
    assertTrue(text.length() < 20_000, "characters: " + text.length());
  }
}
