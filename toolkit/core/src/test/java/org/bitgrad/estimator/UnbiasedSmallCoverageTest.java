package org.bitgrad.estimator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No number of the reference file is left out: each stands under an entry that one of the tests
 * names among those it compares. Within an entry {@link GoldenMoments} refuses fields that it does
 * not know.
 */
class UnbiasedSmallCoverageTest {
  /** Numbers in the file, those of a list counted as one. */
  private static final int LEAVES = 878;

  private static Set<String> covered() {
    return Stream.of(
            UnbiasedSmallFunctionTest.covered(),
            UnbiasedSmallScoreTest.covered(),
            UnbiasedSmallControlTest.covered(),
            UnbiasedSmallCoupledTest.covered(),
            UnbiasedSmallBoundTest.covered(),
            UnbiasedSmallSampledTest.covered())
        .flatMap(keys -> keys)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The paths of all numbers and truth values; texts are explanations. */
  private static void collect(String path, JsonNode node, Set<String> leaves) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
        collect(name, field.getValue(), leaves);
      }
    } else if (node.isArray() && !node.isEmpty() && !node.get(0).isNumber()) {
      for (int i = 0; i < node.size(); i++) {
        collect(path + "[" + i + "]", node.get(i), leaves);
      }
    } else if (!node.isTextual()) {
      leaves.add(path);
    }
  }

  private static Set<String> leaves() {
    Set<String> leaves = new TreeSet<>();
    collect("", UnbiasedSmall.read().json(), leaves);
    return leaves;
  }

  private static boolean under(String leaf, String entry) {
    return leaf.equals(entry) || leaf.startsWith(entry + ".") || leaf.startsWith(entry + "[");
  }

  @Test
  void everyNumberOfTheFileIsComparedBySomeTest() {
    Set<String> covered = covered();
    List<String> left =
        leaves().stream()
            .filter(leaf -> covered.stream().noneMatch(entry -> under(leaf, entry)))
            .toList();
    assertEquals(List.of(), left, "compared by no test");
    assertEquals(LEAVES, leaves().size(), "numbers of the file: " + leaves().size());
  }

  @Test
  void everyNamedEntryIsInTheFile() {
    Set<String> leaves = leaves();
    for (String entry : covered()) {
      assertTrue(leaves.stream().anyMatch(leaf -> under(leaf, entry)), entry + " is not there");
    }
  }

  @Test
  void anEntryThatNoTestNamesIsFound() {
    assertFalse(covered().stream().anyMatch(entry -> under("estimators.arm_of_tomorrow", entry)));
    assertFalse(under("estimators.disarm_2pairs.mean", "estimators.disarm"));
  }
}
