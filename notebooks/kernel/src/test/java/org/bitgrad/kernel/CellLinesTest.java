package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Errors at run time name the cell and the line that failed, in whatever form it is written. */
class CellLinesTest {
  private static final Pattern PLACE =
      Pattern.compile("at cell \\[(\\d+)\\], line (\\d+)(?:, in ([^\\n]*))?");

  private static JavaSession session;

  @BeforeAll
  static void open() {
    session = new JavaSession(System.getProperty("java.class.path"));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** Places of a failing cell in the order of the trace, as "cell:line name". */
  private static List<String> places(String cell, int number) {
    CellFailure failure = assertThrows(CellFailure.class, () -> session.run(cell, number));
    String trace = String.join("\n", failure.trace());
    return PLACE
        .matcher(trace)
        .results()
        .map(r -> r.group(1) + ":" + r.group(2) + name(r))
        .toList();
  }

  private static String name(MatchResult result) {
    return result.group(3) == null ? "" : " " + result.group(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "int a=1;~int b=2;~int c=3;~int z=0/(a-1); | 4",
        "~~// comment~/* block~comment */~~int z=1~ / zero(); | 8",
        "int q = 1; int r = 2; int s = q / zero(); int t = 4; | 1",
        "int q = 1; int r = 2; int s = q +~ zero() / zero(); int t = 4; | 2",
        "int m = 1,~  n = 2,~  o = m / zero(),~  p = 4; | 3",
        "x0 = 1;~x0 =~ 1 / zero(); | 3",
        "// only~x0 = 2; /* c */ x0 = 1 / zero(); | 2",
        "@Deprecated~static final int h = 1 / zero(); | 2",
        "~~~  for (int i = 0; ; i++) {~    int k = 1;~~    k = 1 / (2 - i);~  } | 7",
        "int v; v = 3;~;;~v = v / zero(); | 3",
        "if (zero() == 0)~  x0 = 1 / zero();~else~  x0 = 2; | 2",
        "import java.util.zip.*;~~import java.text.*;~int i2 = 1 / zero(); | 4",
        "~Math.floorDiv(1, 0) | 2",
        "~~List.of(1, 2)~  .stream()~  .map(i -> 1 / zero())~  .toList() | 5",
        "List.of(1, 2);~~Math.max(1,~  Integer.parseInt(\"x\")) | 4",
        "try {~  throw new Exception(\"inner\");~} catch (Exception e) {~~"
            + "  throw new IllegalStateException(\"outer\", e);~} | 5",
        "assert zero() > 0 :~  \"small\"; | 1",
        "String block = \"\"\"~    a~    b\"\"\";~int after = 1 / zero(); | 4",
        "switch (zero()) {~  case 0:~    throw new Exception(\"zero\");~} | 3",
        "int[] few = {~  1,~  1 / zero()~}; | 3",
        "var made = new Object() {~  int x = 1 / zero();~}; | 2",
        "Integer missing = null;~~int unboxed = missing; | 3",
      })
  void theFirstFrameIsTheLineThatFails(String cell, int line) throws CellFailure {
    session.run("int zero() { return 0; } int x0 = 0;", 1);
    for (String end : List.of("\n", "\r\n", "\r")) {
      CellFailure failure =
          assertThrows(CellFailure.class, () -> session.run(cell.replace("~", end), 2));
      String trace = String.join("\n", failure.trace());
      MatchResult first = PLACE.matcher(trace).results().findFirst().orElseThrow();
      assertEquals("2:" + line, first.group(1) + ":" + first.group(2), trace);
    }
  }

  @Test
  void declarationsOfThisAndEarlierCellsAreNamed() throws CellFailure {
    session.run(
        """

        // a method, a class, a record
        int reciprocal(int n) {
          // of a number
          return 1 / n;
        }
        class Holder {
          int x = 1;

          int y = reciprocal(0);
          static int g() { return reciprocal(0); }
          static class Inner {
            void go() {
              reciprocal(0);
            }
          }
        }

        record Positive(int p) {
          public Positive {
            if (p <= 0)
              throw new IllegalArgumentException("p");
          }
        }
        Runnable later = () -> {

          reciprocal(0);
        };
        """,
        3);
    String method = "3:5 reciprocal()";
    assertEquals(List.of(method, "3:10 new Holder()", "4:1"), places("new Holder();", 4));
    assertEquals(List.of(method, "3:11 Holder.g()", "5:2"), places("int k = 1;\nHolder.g()", 5));
    assertEquals(
        List.of(method, "3:14 Holder.Inner.go()", "6:3"),
        places("new Holder.Inner()\n\n  .go();", 6));
    assertEquals(List.of("3:22 new Positive()", "7:2"), places("\nnew Positive(0)", 7));
    assertEquals(List.of(method, "3:27", "8:1"), places("later.run();", 8));
  }

  @Test
  void initialisersAndTheirCausesAreNamed() throws CellFailure {
    session.run("\nclass Late {\n  static int s =\n    1 / Integer.parseInt(\"0\");\n}", 9);
    assertEquals(
        List.of("10:2", "9:4 static part of Late", "10:2"),
        places("int fine = 1;\nvar late = new Late();", 10));
  }

  @Test
  void methodsThatNeedEachOtherKeepTheirLines() {
    String cell =
        """
        int ping(int n) { return pong(n); }
        int pong(int n) {
          return 1 / n; }
        ping(0)""";
    assertEquals(List.of("11:3 pong()", "11:1 ping()", "11:4"), places(cell, 11));
  }

  @Test
  void namesOfClassesAreThoseOfTheCell() {
    CellFailure failure =
        assertThrows(
            CellFailure.class,
            () ->
                session.run(
                    "class Tree { Tree left; } Tree tree = new Tree(); tree.left.left = tree;",
                    12));
    assertTrue(failure.getMessage().contains("\"tree.left\""), failure.getMessage());
  }

  @Test
  void endlessRecursionIsCutAndExplained() {
    CellFailure failure =
        assertThrows(
            CellFailure.class,
            () -> session.run("int deep(int n) {\n  return deep(n + 1) + 1;\n}\ndeep(0)", 13));
    assertEquals("StackOverflowError", failure.name());
    assertEquals("calls nest without an end", failure.getMessage());
    assertTrue(failure.trace().size() < 80, "lines: " + failure.trace().size());
  }

  @Test
  void anExceptionWhoseMessageThrowsIsStillDescribed() throws CellFailure {
    session.run(
        """
        class Sly extends RuntimeException {
          public String getMessage() { throw new Error("no"); }
          public Throwable getCause() { return this; }
        }""",
        14);
    CellFailure failure =
        assertThrows(CellFailure.class, () -> session.run("\nthrow new Sly();", 15));
    assertEquals("Sly", failure.name());
    assertEquals("2", session.run("1 + 1", 16).orElseThrow());
  }
}
