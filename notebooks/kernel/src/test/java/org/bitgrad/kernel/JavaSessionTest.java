package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cells evaluate to and how they fail, without Jupyter. */
class JavaSessionTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static JavaSession session;

  @BeforeAll
  static void open() {
    session = new JavaSession(CLASS_PATH);
  }

  @AfterAll
  static void close() {
    session.close();
  }

  private static Optional<String> run(String cell) throws CellFailure {
    return session.run(cell, 7);
  }

  private static CellFailure failure(String cell) {
    return assertThrows(CellFailure.class, () -> run(cell));
  }

  private static String trace(CellFailure failure) {
    return String.join("\n", failure.trace()).replaceAll("\u001b\\[[0-9;]*m", "");
  }

  @Test
  void aLineMayBeginWithADot() throws CellFailure {
    String cell =
        """
        var words = List.of("b", "a")
            .stream()
            // the order of the alphabet
            .sorted()
            .toList();
        words""";
    assertEquals(Optional.of("[a, b]"), run(cell));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 + 2 | 3",
        "\"text\" | text",
        "new int[] {1, 2} | [1, 2]",
        "new double[1000].length | 1000",
        "int x = 4; x | 4",
        "Math.max(1, 2) // the larger | 2",
        "List.of(new int[0].length, 2) | [0, 2]",
      })
  void theLastExpressionIsShown(String cell, String text) throws CellFailure {
    assertEquals(Optional.of(text), run(cell));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  \n\t\n",
        "// only a comment",
        "/* only\n a comment */\n",
        "1 + 2;",
        "int a = 1;",
        "int b = 1",
        "var list = new ArrayList<Integer>(); list.add(1);",
        "a2 = 3",
        "(Object) null",
        "import java.nio.file.Path;",
        "int twice(int n) { return 2 * n; }",
        "if (true) { }",
      })
  void nothingElseIsShown(String cell) throws CellFailure {
    run("int a2 = 0;");
    assertEquals(Optional.empty(), run(cell));
  }

  @Test
  void declarationsOfAllKindsSurviveTheCell() throws CellFailure {
    run(
        """
        import java.util.function.IntUnaryOperator;

        record Point(int x, int y) {
          int sum() { return x + y; }
        }

        interface Shape { double area(); }
        enum Colour { RED, GREEN }
        class Square implements Shape {
          final double side;
          Square(double side) { this.side = side; }
          @Override public double area() { return side * side; }
        }
        int apply(IntUnaryOperator f, int n) {
          return f.applyAsInt(n);
        }
        """);
    String cell =
        """
        apply(n -> n + new Point(1, 2).sum(), 10)
            + (int) new Square(2).area() + Colour.GREEN.ordinal()""";
    assertEquals(Optional.of("18"), run(cell));
  }

  /** JShell makes variables anew, without a value, for an import that is not all of a line. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "import java.text.*;\nimport java.time.*;",
        "\nimport java.time.*;",
        "\n\n  \n\timport java.time.Instant;\n\nimport java.text.*;\n",
        "// a comment\nimport java.time.*;",
        "/* a\n   comment */import java.time.*; // and another",
        "/* import */ import static\n  java.lang.Math.*;",
        "import\njava.time // where\n.*;",
        "import java.time.*;\r\nimport java.text.*;",
        "var other = 3;\nimport java.time.*;\nimport java.text.*;",
        "import java.util.*;\nimport java.util.*;",
        "import java.time.*; import java.text.*;",
      })
  void importsOfALaterCellKeepVariables(String imports) throws CellFailure {
    run("import java.util.zip.*;\nvar data = new CRC32();\nList<String> words = List.of(\"a\");");
    run("String text = \"b\"; Object[] some = {1}; int n = 4; record R(int x) {} R r = new R(5);");
    run(imports);
    run("import java.util.concurrent.atomic.*;\n\nimport java.util.jar.*;");
    assertEquals(
        Optional.of("[a] b 1 4 R[x=5] true"),
        run(
            "words + \" \" + text + \" \" + some[0] + \" \" + n + \" \" + r + \" \" + (data != null)"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "import java.time.*;\n\nimport java.nowhere.*;",
        "import java.time.*;\nimport java.text.*;\nint z = 1 / 0;"
      })
  void errorsAfterImportsStandOnTheirLines(String cell) {
    CellFailure wrong = assertThrows(CellFailure.class, () -> run(cell));
    String all = wrong.getMessage() + "\n" + trace(wrong);
    assertTrue(all.contains("line 3") || all.contains(":3"), all);
  }

  @Test
  void controlFlowAndTextBlocks() throws CellFailure {
    String cell =
        """
        int total = 0;
        for (int i = 0; i < 3; i++) {
          total += i;
        }
        if (total == 3) {
          total = 30;
        } else {
          total = -1;
        }
        String block = \"""
            a
            b\""";
        total + block.length()""";
    assertEquals(Optional.of("33"), run(cell));
  }

  @Test
  void methodsMayCallEachOtherWithinACell() throws CellFailure {
    String cell =
        """
        boolean even(int n) { return n == 0 || odd(n - 1); }
        boolean odd(int n) { return n != 0 && even(n - 1); }
        even(10)""";
    assertEquals(Optional.of("true"), run(cell));
  }

  @Test
  void compileErrorsShowTheLineAndAMarker() {
    CellFailure failure = failure("int ok = 1;\n\n  int bad = missing(3);\nint later = 2;");
    assertEquals("CompileError", failure.name());
    String trace = trace(failure);
    assertTrue(trace.contains("cell [7], line 3"), trace);
    assertTrue(
        trace.contains("      int bad = missing(3);\n                ^^^^^^^\ncannot find"), trace);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "int = 3;",
        "int x = \"text\";",
        "import org.example.absent.Thing;",
        "foo(",
        "for (int i = 0; i < 3; i++) {",
        "String s = \"open;",
        "int f() { return undefinedName; }",
        "class Uses { NoSuchType field; }",
        "void broken() { missingMethod(); }",
        "System.out.println(1) System.out.println(2)",
        "return 1 +;",
        "}",
      })
  void whatIsNotJavaFailsTheCell(String cell) {
    CellFailure failure = failure(cell);
    assertEquals("CompileError", failure.name());
    assertTrue(trace(failure).contains("line 1"), trace(failure));
    assertTrue(trace(failure).contains("^"), trace(failure));
  }

  @Test
  void aCellStopsAtItsFirstError() throws CellFailure {
    run("int reached = 0;");
    failure("reached = 1;\nint z = 1 / 0;\nreached = 2;");
    assertEquals(Optional.of("1"), run("reached"));
  }

  @Test
  void exceptionsShowTheirCauseAndTheLinesOfCells() throws CellFailure {
    run("int divide(int n) {\n  return 1 / n;\n}");
    String cell =
        """
        // first line
        try {
          divide(0);
        } catch (ArithmeticException e) {
          throw new IllegalStateException("outer", e);
        }""";
    CellFailure failure = assertThrows(CellFailure.class, () -> session.run(cell, 8));
    assertEquals("IllegalStateException", failure.name());
    assertEquals("outer", failure.getMessage());
    String trace = trace(failure);
    assertTrue(trace.startsWith("java.lang.IllegalStateException: outer"), trace);
    assertTrue(trace.contains("at cell [8], line 5"), trace);
    assertTrue(trace.contains("Caused by: java.lang.ArithmeticException: / by zero"), trace);
    assertTrue(trace.contains("at cell [7], line 2, in divide()\n          return 1 / n;"), trace);
    assertFalse(trace.contains("jdk.jshell"), trace);
    assertFalse(trace.contains("org.bitgrad.kernel"), trace);
  }

  @Test
  void failedAssertionsFailTheCell() {
    CellFailure failure = failure("assert 1 > 2 : \"one is less\";");
    assertEquals("AssertionError", failure.name());
    assertEquals("one is less", failure.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "throw new java.io.IOException();, IOException",
    "throw new Error(\"x\");, Error",
    "int f(int n) { return f(n + 1) + 1; } f(0), StackOverflowError",
    "new int[Integer.MAX_VALUE].clone(), OutOfMemoryError",
    "Object o = \"a\"; Integer i = (Integer) o;, ClassCastException",
    "class Own extends RuntimeException {} throw new Own();, Own",
  })
  void everythingThrownFailsTheCellAndTheSessionLives(String cell, String name) throws CellFailure {
    assertEquals(name, failure(cell).name());
    assertEquals(Optional.of("2"), run("1 + 1"));
  }

  @Test
  void theTextOfAValueMayFailToo() throws CellFailure {
    run("class Bad { public String toString() { throw new IllegalStateException(\"no text\"); } }");
    CellFailure failure = failure("new Bad()");
    assertEquals("IllegalStateException", failure.name());
    assertEquals(Optional.empty(), run("var bad = new Bad();"));
  }

  @Test
  void largeArraysAreCutShort() throws CellFailure {
    String text = run("new double[5_000_000]").orElseThrow();
    assertTrue(text.length() < 1000, text);
    assertTrue(text.endsWith("(5000000 elements)]"), text);
  }

  @Test
  void cellsSeeTheClassesOfTheKernelsOwnLoader() throws CellFailure {
    run("import org.bitgrad.kernel.BitgradKernel;");
    assertEquals(
        Optional.of("true"),
        run("BitgradKernel.class.getClassLoader() == ClassLoader.getSystemClassLoader()"));
  }
}
