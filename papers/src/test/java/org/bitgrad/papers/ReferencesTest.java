package org.bitgrad.papers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.junit.jupiter.api.Test;

/** Who uses an estimator finds whom to cite in {@code papers/references.bib}. */
class ReferencesTest {
  private static final Pattern ARXIV = Pattern.compile("arXiv (\\d{4}\\.\\d{4,5})");

  private static String references() throws IOException {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("papers/references.bib"))) {
      folder = folder.getParent();
    }
    return Files.readString(folder.resolve("papers/references.bib"));
  }

  private static Set<String> all(String regex, String text) {
    return Pattern.compile(regex)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void everyEstimatorIsNamedUnderTheKeywordsOfAnEntry() throws IOException {
    Set<String> named = new HashSet<>();
    for (String keywords : all("keywords\\s*= \\{([^}]*)\\}", references())) {
      named.addAll(Set.of(keywords.split(", ", -1)));
    }
    Set<String> missing = new TreeSet<>(Estimators.names());
    missing.removeAll(named);
    assertEquals(Set.of(), missing, "add an entry to papers/references.bib");
  }

  @Test
  void everyArxivNumberOfASourceHasAnEntry() throws IOException {
    Set<String> wanted =
        Estimators.all().stream()
            .map(Estimator::traits)
            .flatMap(traits -> ARXIV.matcher(traits.source()).results())
            .map((MatchResult found) -> found.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(wanted.size() >= 4, wanted.toString());
    wanted.removeAll(all("eprint\\s*= \\{([^}]*)\\}", references()));
    assertEquals(Set.of(), wanted, "add an entry to papers/references.bib");
  }

  @Test
  void keysAreDifferent() throws IOException {
    String text = references();
    assertEquals(
        all("@\\w+\\{([^,]*),", text).size(),
        Pattern.compile("(?m)^@\\w+\\{").matcher(text).results().count());
  }
}
