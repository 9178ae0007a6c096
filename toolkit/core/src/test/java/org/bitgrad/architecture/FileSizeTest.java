package org.bitgrad.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Files stay small enough to be read in one sitting. */
class FileSizeTest {
  private static final int LONGEST = 600;
  private static final int LONG = 350;
  private static final int MEDIAN = 130;

  private static List<SourceFile> sources;

  private record SourceFile(Path path, int lines) {}

  @BeforeAll
  static void readSources() throws IOException {
    Path root = repositoryRoot();
    List<SourceFile> found = new ArrayList<>();
    for (String folder : List.of("toolkit", "papers", "notebooks")) {
      try (Stream<Path> files = Files.walk(root.resolve(folder))) {
        files
            .filter(file -> isSource(root.relativize(file)))
            .map(file -> new SourceFile(root.relativize(file), countLines(file)))
            .forEach(found::add);
      }
    }
    sources = List.copyOf(found);
  }

  @Test
  void noFileIsLongerThan600Lines() {
    assertEquals(List.of(), sources.stream().filter(f -> f.lines() > LONGEST).toList());
  }

  @Test
  void nineOfTenFilesHaveAtMost350Lines() {
    List<SourceFile> tooLong = sources.stream().filter(f -> f.lines() > LONG).toList();
    assertTrue(tooLong.size() * 10 <= sources.size(), tooLong::toString);
  }

  @Test
  void halfOfTheFilesHaveAtMost130Lines() {
    List<SourceFile> tooLong = sources.stream().filter(f -> f.lines() > MEDIAN).toList();
    assertTrue(tooLong.size() * 2 <= sources.size(), tooLong::toString);
  }

  /** The tests run in the module's folder; the root is the folder above that holds the modules. */
  private static Path repositoryRoot() {
    Path folder = Path.of("").toAbsolutePath();
    while (folder != null && !Files.isRegularFile(folder.resolve("toolkit/core/pom.xml"))) {
      folder = folder.getParent();
    }
    assertTrue(folder != null, "no toolkit/core/pom.xml above " + Path.of("").toAbsolutePath());
    return folder;
  }

  /** Sources that people write: not those that a build generates under target. */
  private static boolean isSource(Path file) {
    List<String> names = Stream.of(file.toString().split("[/\\\\]")).toList();
    return names.contains("src") && !names.contains("target") && file.toString().endsWith(".java");
  }

  private static int countLines(Path file) {
    try (Stream<String> lines = Files.lines(file)) {
      return (int) lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
