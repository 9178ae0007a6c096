package org.bitgrad.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts look the same in every country. The compiler check DefaultLocale sees most calls, but not
 * {@code System.out.printf}, and not the benchmarks, which are compiled without it.
 */
class LocaleTest {
  private static final Pattern WITHOUT_LOCALE =
      Pattern.compile(
          "\\b(?:String\\.format|printf)\\((?!\\s*(?:java\\.util\\.)?Locale\\.)"
              + "|\\.to(?:Lower|Upper)Case\\(\\)"
              + "|\\bnew (?:DecimalFormat|SimpleDateFormat|Scanner|Formatter)\\("
              + "|\\bNumberFormat\\.get\\w+\\(\\)");

  private static List<String> found(String source) {
    return WITHOUT_LOCALE.matcher(source).results().map(match -> match.group()).toList();
  }

  @Test
  void noSourceFormatsByTheLocaleOfTheMachine() throws IOException {
    List<String> bad = new ArrayList<>();
    for (Path file : Sources.all()) {
      if (!file.endsWith("LocaleTest.java")) {
        found(Files.readString(file)).forEach(call -> bad.add(file.getFileName() + ": " + call));
      }
    }
    assertEquals(List.of(), bad);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String.format(\"%d\", n)",
        "String.format(\n    \"%d\", n)",
        "System.out.printf(\"%.1f%n\", x)",
        "out.printf(line, x)",
        "name.toLowerCase()",
        "new DecimalFormat(\"0.0\")",
        "NumberFormat.getInstance()"
      })
  void aCallWithoutALocaleIsCaught(String source) {
    assertEquals(1, found(source).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "String.format(Locale.ROOT, \"%d\", n)",
        "String.format(\n    Locale.ROOT,\n    \"%d\", n)",
        "System.out.printf(Locale.ROOT, line)",
        "name.toLowerCase(java.util.Locale.ROOT)",
        "Numbers.format(x)"
      })
  void aCallWithALocaleIsNot(String source) {
    assertEquals(List.of(), found(source));
  }
}
