package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notebooks in Jupyter; skipped where no Python on this machine has it. */
class NotebookRunTest {
  private static final Path FIXTURES = Path.of("src/test/resources/fixtures").toAbsolutePath();
  private static final Map<String, String> MUST_FAIL =
      Map.of(
          "exception", "IllegalStateException: planted exception",
          "assertion", "AssertionError: planted assertion",
          "compile-error", "cell [1], line 1",
          "endless", "a cell took longer than 8 s",
          "missing-jar", "package org.example.absent does not exist",
          "dead-kernel", "the kernel died",
          "tagged-error", "cell 1 shows an error");

  @TempDir private static Path spec;

  private static Jupyter jupyter;

  @TempDir private Path out;

  @BeforeAll
  static void find() throws Exception {
    Optional<Jupyter> found = Jupyter.find(spec);
    Assumptions.assumeTrue(found.isPresent(), "SKIPPED: no Python with nbclient and nbconvert");
    jupyter = found.get();
  }

  private Jupyter.Result execute(List<String> names) throws Exception {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--root", FIXTURES.toString(), "--timeout", "8"));
    arguments.addAll(List.of("--copies", out + "/copies", "--html", out + "/html"));
    names.forEach(name -> arguments.add(FIXTURES.resolve(name + ".ipynb").toString()));
    return jupyter.run("jupyter/execute.py", arguments.toArray(String[]::new));
  }

  @Test
  void theGoodNotebookPassesAndIsWrittenWhole() throws Exception {
    Jupyter.Result result = execute(List.of("good"));
    assertEquals(0, result.status(), result.output());
    String copy = Files.readString(out.resolve("copies/good.ipynb"));
    assertTrue(copy.contains("doubled: [2, 4, 6]"), copy);
    assertTrue(copy.contains("π to the error stream"), copy);
    assertFalse(copy.contains("iopub"), "no execution times in the file");
    String page = Files.readString(out.resolve("html/good.html"));
    assertTrue(page.contains("doubled: [2, 4, 6]"));
  }

  @Test
  void everyBadNotebookFailsForItsOwnReason() throws Exception {
    List<String> names = MUST_FAIL.keySet().stream().sorted().toList();
    Jupyter.Result result = execute(names);
    assertEquals(1, result.status(), result.output());
    for (String name : names) {
      assertTrue(result.output().contains("FAILED  " + name), result.output());
      assertTrue(result.output().contains(MUST_FAIL.get(name)), result.output());
    }
    assertFalse(result.output().contains("ok      "), result.output());
  }

  @Test
  void allFixturesAreListedHere() throws Exception {
    try (var files = Files.list(FIXTURES)) {
      assertEquals(MUST_FAIL.size() + 1, files.count());
    }
  }

  @Test
  void theKernelKeepsWhatNotebooksRelyOn() throws Exception {
    Jupyter.Result result = jupyter.run("src/test/python/kernel_protocol.py");
    assertEquals(0, result.status(), result.output());
  }
}
