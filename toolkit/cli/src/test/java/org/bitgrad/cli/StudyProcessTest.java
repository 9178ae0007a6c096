package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.report.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The study command as a process of its own: what it loads, and what stopping it leaves behind. */
class StudyProcessTest {
  @TempDir private Path temp;

  private List<String> args(String trials) {
    List<String> options = List.of("--trials", trials, "--estimators", "psa,arm");
    return JavaProcess.study(temp.resolve("out"), options);
  }

  private JavaProcess start(String jvmOption, String trials) throws IOException {
    return JavaProcess.start(
        temp.resolve("log"), JavaProcess.command(List.of(jvmOption), args(trials)));
  }

  /** Their first use takes up to seconds, which a small study must not pay; its plots it must. */
  @Test
  void studyLoadsNeitherTablesNorNd4j() throws Exception {
    JavaProcess study = start("-verbose:class", "100");
    String log = study.finish();
    assertEquals(0, study.code(), log);
    assertTrue(log.contains("org.bitgrad.report.StudyFiles "), "classes are listed");
    for (String slow : List.of("tech.tablesaw", "org.nd4j", "org.bytedeco")) {
      assertTrue(!log.contains(" " + slow), slow);
    }
  }

  /** Java then computes each by decimal numbers of any length: the same bits, slowly. */
  @Test
  void machineWithoutFusedMultiplyAddIsToldSoOnceAndGetsTheSameNumbers() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "others always have it");
    JavaProcess with = start("-XX:+UseFMA", "40");
    String quiet = with.finish();
    Path out = temp.resolve("out");
    String expected = Files.readString(out.resolve("study.csv"));
    Files.move(out, temp.resolve("with"));
    JavaProcess without = start("-XX:-UseFMA", "40");
    String told = without.finish();
    assertEquals(0, without.code(), told);
    assertEquals(expected, Files.readString(out.resolve("study.csv")));
    assertEquals(2, told.split("fused multiply-add", -1).length, told);
    assertTrue(told.contains("about 20 times as long"), told);
    assumeTrue(Files.readString(Path.of("/proc/cpuinfo")).contains(" fma "));
    assertTrue(!quiet.contains("fused"), quiet);
  }

  @Test
  void terminatedStudyLeavesNoResults() throws Exception {
    Path out = temp.resolve("out");
    JavaProcess study = start("-Xshare:auto", "2000000");
    while (Files.notExists(out.resolve(".unfinished/settings.json")) && study.process().isAlive()) {
      Thread.sleep(2);
    }
    study.process().destroy();
    String log = study.finish();
    assertTrue(log.contains("interrupted"), log);
    try (Stream<Path> files = Files.list(out)) {
      assertEquals(List.of(out.resolve(".unfinished")), files.toList());
    }
  }

  @Test
  void secondProcessOnTheSameFolderIsRefusedAndTheFirstIsLeftAlone() throws Exception {
    Path out = temp.resolve("out");
    JavaProcess first = start("-Xshare:auto", "60000");
    while (Files.notExists(out.resolve(".unfinished/scratch")) && first.process().isAlive()) {
      Thread.sleep(2);
    }
    CommandLineRun second = CommandLineRun.of(args("60000").toArray(String[]::new));
    assertTrue(first.process().isAlive(), "the first study must still be at work");
    assertEquals(2, second.code());
    assertTrue(second.err().contains("which another run is writing"), second.err());
    assertTrue(second.err().contains(out.toString()), second.err());
    assertEquals(1, second.err().lines().count());
    String log = first.finish();
    assertEquals(0, first.code(), log);
    assertEquals(List.of(), Manifest.problems(out));
  }
}
