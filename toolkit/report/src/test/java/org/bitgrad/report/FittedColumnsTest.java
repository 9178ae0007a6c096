package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FittedColumnsTest {
  private static final List<List<String>> ROWS =
      List.of(
          List.of("name", "first", "second", "words"),
          List.of("a", "1", "22", "some words, more words and more"),
          List.of("b-very-long-name-without-any-space-in-it", "333", "4", ""));

  private static int longest(String text) {
    return text.lines().mapToInt(String::length).max().orElse(0);
  }

  @Test
  void whatFitsIsAlignedAsBefore() {
    assertEquals(
        TextColumns.align(ROWS, c -> c == 1 || c == 2),
        TextColumns.fit(ROWS, 1, c -> c == 1 || c == 2, 120));
  }

  @Test
  void longTextsAreWrappedInTheirCells() {
    List<List<String>> rows = List.of(List.of("n", "words"), List.of("7", "one two three four"));
    assertEquals(
        "n  words\n7  one two\n   three\n   four\n", TextColumns.fit(rows, 1, c -> c == 0, 11));
  }

  @Test
  void columnsWithoutAPlaceFollowBelowWithTheirKeys() {
    List<List<String>> rows =
        List.of(List.of("name", "first", "second", "third"), List.of("a", "1", "2", "3"));
    assertEquals(
        "name  first  second\na         1       2\n\nname  third\na         3\n",
        TextColumns.fit(rows, 1, c -> c > 0, 20));
  }

  @Test
  void everyWidthIsKeptAndNoWordIsLost() {
    for (int width = 12; width <= 120; width++) {
      String text = TextColumns.fit(ROWS, 1, c -> c == 1 || c == 2, width);
      assertTrue(longest(text) <= width, width + "\n" + text);
      String letters = text.replaceAll("\\s", "");
      for (String part : List.of("333", "22")) {
        assertTrue(letters.contains(part), text);
      }
    }
    String paragraph = TextColumns.paragraph("one two three four " + "x".repeat(50), 20);
    assertTrue(longest(paragraph) <= 20, paragraph);
    assertEquals(
        "onetwothreefour" + "x".repeat(50), paragraph.replaceAll("\\s", ""), "no letter is lost");
  }

  @ParameterizedTest
  @CsvSource({
    "80,    , 80",
    "80, 100, 80",
    ",    90, 90",
    "  ,    , 100",
    "x,   90, 90",
    "0,     , 100",
    "7,     , 40",
    "300,   , 120",
    "99999999999, , 100"
  })
  void widthIsThatOfTheTerminalWithinBounds(String launcher, String environment, int width) {
    assertEquals(width, Terminal.width(launcher, environment));
  }
}
