package org.bitgrad.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prose of the notebooks stays true at every scale: a paragraph with an amount of work, a size or a
 * result says of which scale it speaks.
 */
class NotebookProseTest {
  private static final String AMOUNT =
      "images?|epochs?|steps?|runs?|estimates?|postings|documents|starts?|updates|chains"
          + "|trainings?|networks?|draws|trials|functions|nats|points of accuracy|% accuracy";

  /** A number before such a word, or the layers of a network with a hundred units or more. */
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![-\\d])\\d[\\d,.]*\\s+(?:[A-Za-z-]+\\s+){0,2}(?:" + AMOUNT + ")|\\d{3,}(?:-\\d+)+");

  /** Formulas and names of code or files are no results. */
  private static final Pattern NO_PROSE = Pattern.compile("\\$\\$?[^$]*\\$\\$?|`[^`]*`|(?m)^#.*$");

  private static boolean lacksItsScale(String paragraph) {
    String prose = NO_PROSE.matcher(paragraph).replaceAll(" ");
    return NUMBER.matcher(prose).find() && !prose.matches("(?s).*\\bscale\\b.*");
  }

  private static String source(JsonNode cell) {
    StringBuilder text = new StringBuilder();
    cell.get("source").forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  private static List<Path> notebooks() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("notebooks/00-tour.ipynb"))) {
      folder = folder.getParent();
    }
    try (Stream<Path> files = Files.list(folder.resolve("notebooks"))) {
      return files.filter(f -> f.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  @Test
  void paragraphsWithNumbersOfARunNameItsScale() throws IOException {
    List<String> found = new ArrayList<>();
    int scaled = 0;
    for (Path notebook : notebooks()) {
      JsonNode cells = new ObjectMapper().readTree(notebook.toFile()).get("cells");
      boolean scales = false;
      for (JsonNode cell : cells) {
        scales |= cell.get("cell_type").asText().equals("code") && source(cell).contains("Scale");
      }
      if (!scales) {
        continue; // it does the same at every scale
      }
      scaled++;
      for (JsonNode cell : cells) {
        if (cell.get("cell_type").asText().equals("markdown")) {
          Stream.of(source(cell).split("\n\\s*\n|\n(?=\\* )", -1))
              .filter(NotebookProseTest::lacksItsScale)
              .forEach(paragraph -> found.add(notebook.getFileName() + ": " + paragraph));
        }
      }
    }
    assertEquals(List.of(), found);
    assertTrue(scaled >= 5, "notebooks that read the scale: " + scaled);
  }

  @Test
  void theRuleFindsNumbersOfARun() {
    for (String bad :
        List.of(
            "Classifiers on 10,000 images of MNIST.",
            "It ends 0.77 nats lower.",
            "Digits (784-200-200-10), two layers.",
            "After 2000 rectified epochs it is better.",
            "Means of 100 estimates stand beside it.")) {
      assertTrue(lacksItsScale(bad), bad);
      assertTrue(!lacksItsScale("At standard scale: " + bad), bad);
    }
    assertTrue(!lacksItsScale("With 95 % intervals, for $n = 100$ steps of `20 runs`."));
  }
}
