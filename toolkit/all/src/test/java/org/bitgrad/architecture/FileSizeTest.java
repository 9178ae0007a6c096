package org.bitgrad.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files stay small enough to be read in one sitting. */
class FileSizeTest {
  private static final int LONGEST = 600;
  private static final int LONG = 350;
  private static final int MEDIAN = 130;

  private static final List<SourceFile> SOURCES = new ArrayList<>();

  private record SourceFile(Path path, int lines) {}

  @BeforeAll
  static void readSources() throws IOException {
    for (Path file : Sources.all()) {
      SOURCES.add(new SourceFile(file, Files.readAllLines(file).size()));
    }
  }

  @Test
  void noFileIsLongerThan600Lines() {
    assertEquals(List.of(), longerThan(LONGEST));
  }

  @Test
  void nineOfTenFilesHaveAtMost350Lines() {
    assertTrue(longerThan(LONG).size() * 10 <= SOURCES.size(), longerThan(LONG)::toString);
  }

  @Test
  void halfOfTheFilesHaveAtMost130Lines() {
    assertTrue(longerThan(MEDIAN).size() * 2 <= SOURCES.size(), longerThan(MEDIAN)::toString);
  }

  private static List<SourceFile> longerThan(int lines) {
    return SOURCES.stream().filter(file -> file.lines() > lines).toList();
  }
}
