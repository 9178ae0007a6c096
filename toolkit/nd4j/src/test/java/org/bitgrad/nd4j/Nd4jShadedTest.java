package org.bitgrad.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * ND4J carries old parsers inside its jars, where no build can raise them. They stay unused, and
 * what was left out of the class path is not missed.
 */
class Nd4jShadedTest {
  private static final List<String> PARSERS =
      List.of("jackson", "yaml", "wstx", "stax2", "protobuf", "gson");

  private static List<String> classesLoaded() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = System.getProperty("java.class.path");
    Process process =
        new ProcessBuilder(java, "-verbose:class", "-cp", classPath, Nd4jInAProcess.class.getName())
            .redirectErrorStream(true)
            .start();
    String log = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), log);
    assertTrue(log.contains("ended with 5 values"), log);
    return log.lines().toList();
  }

  @Test
  void parsersThatNd4jShadesAreNeverLoaded() throws Exception {
    List<String> lines = classesLoaded();
    List<String> shaded = lines.stream().filter(line -> line.contains(" org.nd4j.shade.")).toList();
    assertTrue(!shaded.isEmpty(), "the log lists what ND4J does load: its Guava");
    List<String> parsers =
        shaded.stream()
            .filter(line -> PARSERS.stream().anyMatch(p -> line.contains(".shade." + p + ".")))
            .toList();
    assertEquals(List.of(), parsers);
  }
}
