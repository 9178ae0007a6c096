package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study command as a process of its own: what it loads, and what a kill leaves behind. */
class StudyProcessTest {
  @TempDir private Path temp;

  private Process start(String jvmOption, String trials) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(jvmOption);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(List.of("study", CommandLineRun.example("network.json").toString()));
    command.addAll(List.of("--trials", trials, "--estimators", "psa,arm"));
    command.addAll(List.of("--out", temp.resolve("out").toString()));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temp.resolve("log").toFile())
        .start();
  }

  private String finish(Process process) throws Exception {
    assertTrue(process.waitFor(120, TimeUnit.SECONDS));
    return Files.readString(temp.resolve("log"), StandardCharsets.UTF_8);
  }

  /** Their first use takes up to seconds, which a small study must not pay. */
  @Test
  void studyLoadsNeitherTablesNorChartsNorNd4j() throws Exception {
    Process process = start("-verbose:class", "100");
    String log = finish(process);
    assertEquals(0, process.exitValue(), log);
    assertTrue(log.contains("org.bitgrad.report.StudyFiles "), "classes are listed");
    for (String slow : List.of("tech.tablesaw", "org.knowm", "org.nd4j", "org.bytedeco")) {
      assertTrue(!log.contains(" " + slow), slow);
    }
  }

  @Test
  void killedStudyIsNotCompleteAndTheSameCommandCompletesIt() throws Exception {
    Path out = temp.resolve("out");
    Process process = start("-Xshare:auto", "200000");
    while (Files.notExists(out.resolve(".unfinished/settings.json")) && process.isAlive()) {
      Thread.sleep(2);
    }
    process.destroyForcibly().waitFor();
    assertEquals(List.of("manifest.json is missing"), Manifest.problems(out));
    Process again = start("-Xshare:auto", "200000");
    assertEquals("", finish(again).replaceAll("study of 2 estimators: .*\\R", ""));
    assertEquals(0, again.exitValue());
    Map<String, String> files = CommandLineRun.contents(out);
    assertEquals(6, files.size(), files.toString());
    assertEquals(List.of(), Manifest.problems(out));
  }

  @Test
  void terminatedStudyLeavesNoResults() throws Exception {
    Path out = temp.resolve("out");
    Process process = start("-Xshare:auto", "2000000");
    while (Files.notExists(out.resolve(".unfinished/settings.json")) && process.isAlive()) {
      Thread.sleep(2);
    }
    process.destroy();
    String log = finish(process);
    assertTrue(log.contains("interrupted"), log);
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(List.of(out.resolve(".unfinished")), files.toList());
    }
  }
}
