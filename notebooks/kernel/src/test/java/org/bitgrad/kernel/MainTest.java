package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What keeps the kernel from starting is said in one sentence. */
class MainTest {
  @TempDir private Path folder;

  private String[] connectionFile() throws Exception {
    return new String[] {Files.createFile(folder.resolve("connection.json")).toString()};
  }

  /** What a kernel says whose connection file is empty, so that it ends at once. */
  private String said(String option) throws Exception {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classPath = System.getProperty("java.class.path");
    Path file = folder.resolve("connection" + option.hashCode());
    Files.createFile(file);
    Process kernel =
        new ProcessBuilder(
                java.toString(), option, "-cp", classPath, Main.class.getName(), file.toString())
            .redirectErrorStream(true)
            .start();
    return new String(kernel.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void machineWithoutFusedMultiplyAddIsToldSoOnce() throws Exception {
    assumeTrue(System.getProperty("os.arch").equals("amd64"), "others always have it");
    String told = said("-XX:-UseFMA");
    assertEquals(2, told.split("fused multiply-add", -1).length, told);
    assertTrue(told.contains("about 20 times as long"), told);
    assumeTrue(Files.readString(Path.of("/proc/cpuinfo")).contains(" fma "));
    String quiet = said("-XX:+UseFMA");
    assertTrue(!quiet.contains("fused"), quiet);
  }

  @Test
  void aJarThatIsNotThereIsNamed() throws Exception {
    String classPath = folder + File.pathSeparator + folder.resolve("library-1.0.jar");
    String problem = Main.problem(connectionFile(), classPath).orElseThrow();
    assertTrue(problem.contains(folder.resolve("library-1.0.jar") + "; build again"), problem);
  }

  @Test
  void aWholeClassPathIsNoProblem() throws Exception {
    String classPath = folder + File.pathSeparator + folder + "/*";
    assertEquals(Optional.empty(), Main.problem(connectionFile(), classPath));
  }

  @Test
  void theConnectionFileMustBeGivenAndReadable() {
    assertTrue(Main.problem(new String[0], "").orElseThrow().contains("got 0"));
    String absent = folder.resolve("absent.json").toString();
    assertTrue(Main.problem(new String[] {absent}, "").orElseThrow().contains(absent));
  }
}
