package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bitgrad.estimator.StFormulas;
import org.bitgrad.estimator.StFormulasExpansionTest;
import org.bitgrad.estimator.StFormulasLayerTest;
import org.bitgrad.estimator.StFormulasNetworkTest;
import org.bitgrad.estimator.StFormulasSampledTest;
import org.bitgrad.estimator.StFormulasUnitTest;
import org.bitgrad.estimator.StFormulasWidthTest;
import org.bitgrad.exact.NoiseGainTest;
import org.junit.jupiter.api.Test;

/**
 * No field of the reference file is left out: each number stands under a field that a test names
 * among those that it compares, for every entry of a list, or that go into what it compares.
 */
class StFormulasCoverageTest {
  /** Fields of numbers in the file, those of all entries of a list counted as one. */
  private static final int FIELDS = 186;

  private static Set<String> covered() {
    return Stream.of(
            StFormulasUnitTest.covered(),
            StFormulasExpansionTest.covered(),
            StFormulasLayerTest.covered(),
            StFormulasNetworkTest.covered(),
            StFormulasWidthTest.covered(),
            StFormulasSampledTest.covered(),
            NoiseGainTest.covered(),
            BinaryRulesTest.covered())
        .flatMap(fields -> fields)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Names of all fields of numbers; texts are explanations. */
  private static void collect(String path, JsonNode node, Set<String> fields) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        collect(name, field.getValue(), fields);
      }
    } else if (node.isArray() && !node.isEmpty()) {
      node.forEach(entry -> collect(path, entry, fields));
    } else if (!node.isTextual()) {
      fields.add(path);
    }
  }

  private static Set<String> fields() {
    Set<String> fields = new TreeSet<>();
    collect("", StFormulas.read().json(), fields);
    return fields;
  }

  @Test
  void everyFieldOfTheFileIsComparedBySomeTest() {
    Set<String> left = fields();
    left.removeAll(covered());
    assertEquals(Set.of(), left, "compared by no test");
    assertEquals(FIELDS, fields().size());
  }

  @Test
  void everyNamedFieldIsInTheFile() {
    Set<String> unknown = covered();
    unknown.removeAll(fields());
    assertEquals(Set.of(), unknown, "not in the file");
  }

  @Test
  void aFieldThatNoTestNamesIsFound() {
    Set<String> fields = new TreeSet<>();
    String path = "single_layer";
    collect(path, StFormulas.read().list(path).get(0), fields);
    assertTrue(fields.remove("single_layer.st_var"));
    assertTrue(covered().containsAll(fields));
    assertTrue(!covered().contains("single_layer.st_var_of_tomorrow"));
  }
}
