package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** A number of the reference file that is changed by 1 in 1000 is noticed by the tests of it. */
class StFormulasChangedTest {
  private static final StFormulas FILE = StFormulas.read();

  /** A number of an entry, and how to put another in its place. */
  private record Place(String path, double value, Consumer<Double> put) {}

  private static void collect(String path, JsonNode node, List<Place> places) {
    if (node instanceof ObjectNode object) {
      for (String name : iterable(object)) {
        String inner = path.isEmpty() ? name : path + "." + name;
        JsonNode field = object.get(name);
        if (field.isNumber()) {
          places.add(new Place(inner, field.asDouble(), x -> object.put(name, x)));
        } else {
          collect(inner, field, places);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int at = i;
        if (array.get(i).isNumber()) {
          places.add(new Place(path, array.get(i).asDouble(), x -> array.set(at, x)));
        } else {
          collect(path, array.get(i), places);
        }
      }
    }
  }

  private static List<String> iterable(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The numbers that can be changed without a test failing. */
  @SafeVarargs
  private static Set<String> unnoticed(JsonNode entry, Consumer<JsonNode>... tests) {
    JsonNode copy = entry.deepCopy();
    List<Place> places = new ArrayList<>();
    collect("", copy, places);
    assertTrue(places.size() > 2);
    assertTrue(passes(copy, tests), "unchanged");
    Set<String> unnoticed = new TreeSet<>();
    for (Place place : places) {
      place.put.accept(changed(place.value));
      if (passes(copy, tests)) {
        unnoticed.add(place.path);
      }
      place.put.accept(place.value);
    }
    return unnoticed;
  }

  /** Whole numbers count or are states: those change their sign. */
  private static double changed(double value) {
    if (value == 0) {
      return 1;
    }
    return value == Math.rint(value) ? -value : value * 1.001;
  }

  @SafeVarargs
  private static boolean passes(JsonNode entry, Consumer<JsonNode>... tests) {
    try {
      for (Consumer<JsonNode> test : tests) {
        test.accept(entry);
      }
    } catch (AssertionError | RuntimeException noticed) {
      return false;
    }
    return true;
  }

  @Test
  void ofOneLayer() {
    StFormulasLayerTest tests = new StFormulasLayerTest();
    for (JsonNode entry : List.of(layer(2), layer(3))) {
      Set<String> unnoticed =
          unnoticed(
              entry,
              tests::oneLayerUnderStraightThrough,
              tests::probabilitiesAndTheMeanCosineOfSingleEstimates);
      assertEquals(Set.of(), unnoticed);
    }
  }

  private static JsonNode layer(int i) {
    return FILE.list("single_layer").get(i);
  }

  @Test
  void ofTwoLayers() {
    StFormulasNetworkTest tests = new StFormulasNetworkTest();
    JsonNode entry = FILE.list("deep_two_layer").get(1);
    assertEquals(Set.of(), unnoticed(entry, tests::twoLayersUnderStraightThrough));
  }

  @Test
  void ofProducts() {
    StFormulasLayerTest tests = new StFormulasLayerTest();
    JsonNode product = FILE.list("foust_multivariate", "monomials").get(2);
    assertEquals(Set.of(), unnoticed(product, tests::scalingAllUnitsShrinksProducts));
    JsonNode negated = FILE.list("foust_multivariate", "flip_noise").get(1);
    assertEquals(Set.of(), unnoticed(negated, tests::negatingTheOtherUnitsShrinksProducts));
  }

  @Test
  void ofSingleUnits() {
    StFormulasUnitTest tests = new StFormulasUnitTest();
    JsonNode spin = FILE.list("foust_pm1").get(1);
    assertEquals(Set.of(), unnoticed(spin, tests::foustOnSpins));
    JsonNode scale = FILE.list("bayesbinn_scale").get(4);
    // Two fields belong to float32, whose rule stands in another package.
    assertEquals(
        Set.of("code_scale_saturated_float32", "prob_not_saturated_f32_approx"),
        unnoticed(scale, tests::bayesBinnsScaleHasItsMoments));
  }

  @Test
  void ofExpansions() {
    StFormulasUnitTest unit = new StFormulasUnitTest();
    StFormulasExpansionTest tests = new StFormulasExpansionTest();
    JsonNode bit = FILE.list("binary_estimators_01").get(5).deepCopy();
    ((ObjectNode) bit).remove("rows");
    Set<String> unnoticed =
        unnoticed(
            bit,
            unit::estimatorsWithFiniteOutcomesOnBits,
            tests::theNoiseAndTheFunctionHaveTheTabledNumbers,
            tests::concreteFollowsItsExpansion,
            tests::straightThroughGumbelFollowsItsExpansion);
    assertEquals(Set.of(), unnoticed);
  }
}
