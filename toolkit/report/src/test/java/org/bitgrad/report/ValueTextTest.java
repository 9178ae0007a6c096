package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.IntColumn;
import tech.tablesaw.api.Table;

/** Values of all kinds are shown as what they are. */
class ValueTextTest {
  @SuppressWarnings("ArrayRecordComponent") // records of notebooks hold arrays
  private record Pair(String name, double[] values) {}

  private static String text(Object value) {
    return Display.representations(value).get("text/plain");
  }

  @Test
  void whatHoldsOthersIsShownByWhatItHolds() {
    assertEquals("[1, 2, 3]", text(new int[] {1, 2, 3}));
    assertEquals("[[0.5], [], null]", text(new double[][] {{0.5}, {}, null}));
    assertEquals("[[1], Optional[[a]]]", text(List.of(new int[] {1}, Optional.of(List.of("a")))));
    assertEquals("{k=[true]}", text(Map.of("k", new boolean[] {true})));
    assertEquals("Pair[name=p, values=[1.0]]", text(new Pair("p", new double[] {1})));
    assertEquals("null", text(null));
    assertEquals("Optional.empty", text(Optional.empty()));
    assertEquals("(Object)", text(new Object()));
  }

  @Test
  void longValuesAreCutWhichIsSaid() {
    assertTrue(text(new double[5_000_000]).endsWith(", \u2026 (5000000 elements)]"));
    assertTrue(text("q".repeat(10_000_000)).endsWith("\u2026 (cut, 10000000 characters)"));
    Table table = Table.create("t", IntColumn.create("n", new int[5000]));
    assertTrue(text(table).startsWith("t (the first 1000 of 5000 rows)"));
  }

  @Test
  void whatContainsItselfIsShownOnce() {
    Object[] loop = {1, null};
    loop[1] = loop;
    assertEquals("[1, (itself)]", text(loop));
    List<Object> one = new ArrayList<>();
    List<Object> other = new ArrayList<>(List.of(one));
    one.add(other);
    assertEquals("[[(itself)]]", text(one));
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("m", map);
    map.put("again", new HashMap<>());
    assertEquals("{m=(itself), again={}}", text(map));
  }

  @Test
  @SuppressWarnings("ToStringReturnsNull")
  void aTextOfOnesOwnMayBeMissing() {
    Object mute =
        new Object() {
          @Override
          public String toString() {
            return null;
          }
        };
    assertEquals("null", text(mute));
    assertEquals("[1, null]", text(java.util.List.of(1, mute)));
  }

  @Test
  void imagesAreShownAsImages() {
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
    assertFalse(Display.representations(image).get("image/png").isEmpty());
    assertEquals(Map.of("width", 7, "height", 5), Display.imageSize(image));
    assertEquals("image of 7 x 5 pixels", text(image));
  }
}
