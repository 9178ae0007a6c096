package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
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
