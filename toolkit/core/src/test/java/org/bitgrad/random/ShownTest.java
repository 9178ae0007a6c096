package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ShownTest {

  @Test
  void shortTextsStayAsTheyAre() {
    assertEquals("concrete(0.1)", Shown.text("concrete(0.1)"));
    assertEquals("größe 数", Shown.text("größe 数"));
    assertEquals("null", Shown.text(null));
    assertEquals("3", Shown.text(3));
    assertEquals("x".repeat(200), Shown.text("x".repeat(200)));
  }

  @Test
  void longTextsAreCutAfterTwoHundredCharacters() {
    String shown = Shown.text("x".repeat(15_000_000));
    assertEquals("x".repeat(197) + "...", shown);
    assertEquals(300, Shown.line("y".repeat(1000)).length());
  }

  @Test
  void nothingThatSteersATerminalIsShown() {
    String given = "a\u001b[31mb\nc\r\td\u0000e\u202ef\u200bg\u2028h\u0085i\ud800j";
    assertEquals("a?[31mb c d?e?f?g h?i?j", Shown.text(given));
  }

  @Test
  void noCharacterIsCutInHalf() {
    String cut = Shown.text("\ud83d\ude00".repeat(200));
    assertTrue(cut.endsWith("..."));
    assertFalse(Character.isHighSurrogate(cut.charAt(cut.length() - 4)));
    assertEquals(Shown.text(cut), cut);
  }
}
