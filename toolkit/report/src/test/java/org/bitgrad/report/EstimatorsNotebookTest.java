package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.junit.jupiter.api.Test;

/** The guide {@code notebooks/estimators.ipynb} has a section with a plot for each estimator. */
class EstimatorsNotebookTest {
  private static final int MOST_LINES = 15;

  /** A cell: markdown or code. */
  private record Cell(String type, String source) {}

  private static List<Cell> cells() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("notebooks"))) {
      folder = folder.getParent();
    }
    Path file = folder.resolve("notebooks/estimators.ipynb");
    List<Cell> cells = new ArrayList<>();
    for (JsonNode cell : new ObjectMapper().readTree(file.toFile()).get("cells")) {
      StringBuilder source = new StringBuilder();
      cell.get("source").forEach(line -> source.append(line.asText()));
      cells.add(new Cell(cell.get("cell_type").asText(), source.toString()));
    }
    return cells;
  }

  @Test
  void everyEstimatorHasASectionWithFormulaSourceBiasCostAndPlot() throws IOException {
    List<Cell> cells = cells();
    Set<String> missing = new TreeSet<>(Estimators.names());
    for (int i = 0; i < cells.size(); i++) {
      String text = cells.get(i).source();
      if (!cells.get(i).type().equals("markdown") || !text.startsWith("### `")) {
        continue;
      }
      String name = text.substring(5, text.indexOf('`', 5));
      assertTrue(missing.remove(name), "unknown, or twice: " + name);
      for (String part : List.of("*Source.* ", "*Bias.* ", "*Cost.* ")) {
        assertTrue(text.contains(part), name + " lacks " + part);
      }
      assertTrue(text.contains("$") || text.contains("As `"), name + " lacks a formula");
      Estimator estimator = Estimators.parse(name);
      String plot = cells.get(i + 1).source();
      assertTrue(plot.matches("show\\(\\w*[pP]age\\(\"[^\"]*\"\\)\\);"), plot);
      assertTrue(plot.contains("\"" + estimator.name() + "\""), plot);
    }
    assertEquals(Set.of(), missing, "estimators without a section");
  }

  @Test
  void estimatorsStandInTheOrderOfTheirFamilies() throws IOException {
    List<String> found = new ArrayList<>();
    for (Cell cell : cells()) {
      if (cell.source().startsWith("### `")) {
        found.add(cell.source().substring(5, cell.source().indexOf('`', 5)));
      }
    }
    assertEquals(Estimators.names(), found);
  }

  @Test
  void cellsAreShort() throws IOException {
    for (Cell cell : cells()) {
      boolean fits = cell.source().lines().count() <= MOST_LINES;
      assertTrue(fits || cell.type().equals("markdown"), cell.source());
    }
  }
}
