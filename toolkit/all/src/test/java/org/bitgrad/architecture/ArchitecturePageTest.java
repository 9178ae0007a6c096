package org.bitgrad.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page on the architecture speaks of what is there. */
class ArchitecturePageTest {
  private static final Pattern NAME =
      Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z]\\w+)(?:\\.(\\w+))?[^`]*`");

  private static String page() throws IOException {
    return Files.readString(Sources.repositoryRoot().resolve("toolkit/ARCHITECTURE.md"));
  }

  @Test
  void everyClassAndMethodThatItNamesIsThere() throws IOException {
    Set<String> classes = new HashSet<>();
    StringBuilder sources = new StringBuilder();
    for (Path file : Sources.all()) {
      classes.add(file.getFileName().toString().replace(".java", ""));
      sources.append(Files.readString(file));
    }
    Set<String> missing = new TreeSet<>();
    int named = 0;
    Matcher found = NAME.matcher(page());
    while (found.find()) {
      named++;
      boolean method = found.group(2) == null || sources.indexOf(" " + found.group(2) + "(") >= 0;
      if (!classes.contains(found.group(1)) || !method) {
        missing.add(found.group());
      }
    }
    assertEquals(Set.of(), missing);
    assertTrue(named > 40, "the page names " + named);
  }

  @Test
  void packagesStandInTheOrderOfTheRules() throws IOException {
    String page = page();
    int last = 0;
    for (String name : SourceRules.ORDER) {
      int at =
          Pattern.compile("(?m)^(?:\\w+ +| +)" + name + " ")
              .matcher(page)
              .results()
              .mapToInt(r -> r.start())
              .filter(start -> start > 0)
              .min()
              .orElse(-1);
      assertTrue(at > last, name + " stands in its place in the figure");
      last = at;
    }
  }

  @Test
  void itHasTwoPages() throws IOException {
    List<String> lines = page().lines().toList();
    assertTrue(lines.size() <= 120, "lines: " + lines.size());
  }
}
