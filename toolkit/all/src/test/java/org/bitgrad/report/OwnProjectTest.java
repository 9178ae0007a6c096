package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.bitgrad.estimator.contract.EstimatorContract;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * README's project of one's own: its test here, its pom by comparison. That Maven runs both is the
 * matter of {@code toolkit/prove-build}.
 */
class OwnProjectTest {
  @TempDir private Path temp;

  private static List<String> blocks() throws IOException {
    return ReadmeTest.blocks("In your own project");
  }

  private static String version(String pom, String after) {
    Matcher m = Pattern.compile(after + "\\s*<version>([^<]+)</version>").matcher(pom);
    assertTrue(m.find(), after);
    return m.group(1);
  }

  private static String property(String pom, String name) {
    return pom.split("<" + name + ">", -1)[1].split("<", -1)[0];
  }

  @Test
  void pomOfTheReadmeHasTheVersionsOfThisBuild() throws IOException {
    String mine = blocks().get(0);
    String ours = Files.readString(ReadmeTest.root().resolve("pom.xml"));
    for (String plugin : List.of("maven-compiler-plugin", "maven-surefire-plugin")) {
      String after = "<artifactId>" + plugin + "</artifactId>";
      assertEquals(version(ours, after), version(mine, after), plugin);
    }
    String project = version(ours, "<artifactId>bitgrad-parent</artifactId>");
    for (String artefact : List.of("bitgrad", "bitgrad-core", "bitgrad-network")) {
      assertEquals(project, version(mine, "<artifactId>" + artefact + "</artifactId>"), artefact);
    }
    assertEquals(
        property(ours, "junit.version"), version(mine, "<artifactId>junit-jupiter</artifactId>"));
    assertEquals(
        property(ours, "slf4j.version"), version(mine, "<artifactId>slf4j-nop</artifactId>"));
  }

  /** Compiles a test and runs its checks, as JUnit would; the first that fails is thrown. */
  private void run(String source) throws Throwable {
    Path file = Files.createDirectories(temp.resolve("mine")).resolve("MyEstimatorTest.java");
    Files.writeString(file, source);
    String classPath = System.getProperty("java.class.path");
    String[] args = {"-proc:none", "-cp", classPath, "-d", temp.toString(), file.toString()};
    assertEquals(0, ToolProvider.getSystemJavaCompiler().run(null, null, null, args));
    try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()})) {
      Constructor<?> made = loader.loadClass("MyEstimatorTest").getDeclaredConstructor();
      made.setAccessible(true);
      EstimatorContract contract = (EstimatorContract) made.newInstance();
      List<DynamicNode> checks =
          contract
              .keepsTheContract()
              .flatMap(c -> c.getChildren())
              .map(DynamicNode.class::cast)
              .toList();
      assertEquals(12, checks.size());
      for (DynamicNode check : checks) {
        ((DynamicTest) check).getExecutable().execute();
      }
    }
  }

  @Test
  void testOfTheReadmePassesAndItsWrongTwinDoesNot() throws Throwable {
    String right = blocks().get(1);
    run(right);
    String wrong = right.replace(" - 1.5)", " * 1.5)");
    assertTrue(!wrong.equals(right));
    AssertionError caught = assertThrows(AssertionError.class, () -> run(wrong));
    assertTrue(caught.getMessage().contains("mine"), caught.getMessage());
  }
}
