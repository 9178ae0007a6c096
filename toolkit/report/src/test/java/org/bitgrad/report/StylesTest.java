package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.junit.jupiter.api.Test;

class StylesTest {
  /** Steps of 256 in each of red, green, blue; below it two lines need another marker. */
  private static final double ALIKE = 60;

  private static List<String> listed() {
    return Estimators.all().stream().map(Estimator::name).toList();
  }

  private static String style(String name) {
    return Styles.colour(name)
        + " "
        + Styles.marker(name)
        + " "
        + Arrays.toString(Styles.stroke(name).getDashArray());
  }

  @Test
  void everyListedEstimatorHasAFixedStyle() {
    for (Estimator estimator : Estimators.all()) {
      String name = estimator.name();
      int arguments = name.indexOf('(');
      String method = arguments < 0 ? name : name.substring(0, arguments);
      assertTrue(Styles.fixedNames().contains(name) || Styles.fixedNames().contains(method), name);
    }
  }

  @Test
  void noTwoListedEstimatorsHaveTheSameStyle() {
    Set<String> seen = new HashSet<>();
    for (String name : listed()) {
      assertTrue(seen.add(style(name)), name + " " + style(name));
    }
    assertEquals(Estimators.names().size(), seen.size());
  }

  @Test
  void whatIsMeasuredOfAnEstimatorHasItsColourAndADashOfItsOwn() {
    for (String name : List.of("st", "concrete(0.5)", "psa")) {
      Set<String> seen = new HashSet<>();
      for (String quantity : List.of("training", "validation", "1 sample")) {
        assertEquals(Styles.colour(name), Styles.colour(name + ", " + quantity));
        assertTrue(seen.add(style(name + ", " + quantity)), quantity);
      }
    }
  }

  @Test
  void likeColoursHaveDifferentMarkers() {
    List<String> names = listed();
    List<String> alike = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < i; j++) {
        boolean near = distance(Styles.colour(names.get(i)), Styles.colour(names.get(j))) < ALIKE;
        if (near && Styles.marker(names.get(i)) == Styles.marker(names.get(j))) {
          alike.add(names.get(j) + " and " + names.get(i));
        }
      }
    }
    assertEquals(List.of(), alike);
  }

  private static double distance(Color a, Color b) {
    return Math.sqrt(
        Math.pow(a.getRed() - b.getRed(), 2)
            + Math.pow(a.getGreen() - b.getGreen(), 2)
            + Math.pow(a.getBlue() - b.getBlue(), 2));
  }

  @Test
  void otherNumbersOfEvaluationsHaveTheColourOfTheMethodAndAStyleOfTheirOwn() {
    for (String method : List.of("loorf", "arms", "disarm", "arms-gaussian", "double-cv")) {
      Set<String> seen = new HashSet<>(Set.of(style(method)));
      String usual = Estimators.parse(method).name();
      for (int n = 2; n <= 20; n += 2) {
        String name = method + "(" + n + ")";
        assertEquals(Styles.colour(method), Styles.colour(name));
        assertTrue(name.equals(usual) || seen.add(style(name)), name);
      }
    }
  }

  @Test
  void theNameWithDefaultArgumentsIsTheMethod() {
    Map<String, String> names =
        Map.of(
            "loorf", "loorf(4)", "concrete", "concrete(0.1)", "unordered-set", "unordered-set(2)");
    names.forEach((method, full) -> assertEquals(style(method), style(full)));
  }

  @Test
  void unknownNamesKeepOneStyleInEveryRun() {
    assertEquals(style("my own"), style("my own"));
    assertEquals(style("my own(3)"), style("my own(3)"));
  }
}
