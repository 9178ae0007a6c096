package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a cell does to its virtual machine, the next one runs and its output arrives. */
@Timeout(120)
class SurvivingCellsTest {
  @TempDir private static Path folder;

  private static KernelProcess kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel = new KernelProcess(folder);
    kernel.run("import io.github.spencerpark.jupyter.kernel.display.DisplayData;");
  }

  @AfterAll
  static void end() throws Exception {
    kernel.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System.setOut(null);",
        "System.setErr(null); System.setIn(null);",
        "System.out.close(); System.err.close();",
        "System.setOut(new PrintStream(OutputStream.nullOutputStream()));",
        "System.setOut(new PrintStream(new OutputStream() {"
            + " public void write(int b) throws IOException { throw new IOException(); }"
            + " public void flush() { throw new IllegalStateException(); } }));",
        "System.setSecurityManager(new SecurityManager());",
        "Thread.currentThread().interrupt();",
        "Thread.getAllStackTraces().keySet().stream().filter(t -> !t.getName().contains(\"-\"))"
            + ".forEach(Thread::interrupt);",
        "Locale.setDefault(Locale.forLanguageTag(\"ar-EG-u-nu-arab\"));",
        "TimeZone.setDefault(TimeZone.getTimeZone(\"Asia/Tokyo\"));",
        "System.getProperties().clear();",
        "Thread.setDefaultUncaughtExceptionHandler((t, e) -> { while (true) { } });",
        "new Thread(() -> { while (true) System.out.println(\"and on\"); }).start();",
        "new Thread(() -> { throw new Error(\"of a thread\"); }).start();",
        "class Thrower { public String toString() { throw new StackOverflowError(); } } new Thrower()",
        "class Printer { public String toString() { System.out.println(\"p\"); return null; } }"
            + " new Printer()",
        "var endless = new HashMap<String, Object>(); endless.put(\"a\", endless);"
            + " var data = new DisplayData(); data.putData(\"application/json\", endless);"
            + " org.bitgrad.kernel.BitgradKernel.instance().display(data);",
        "throw new ThreadDeath();",
        "new int[Integer.MAX_VALUE].clone()",
      })
  void theNextCellRunsAndItsOutputArrives(String cell) {
    kernel.run(cell);
    assertEquals("42", kernel.run("6 * 7"));
    String identifier = kernel.execute("System.out.println(\"heard\");");
    kernel.reply("shell", identifier);
    assertTrue(printed(identifier).contains("heard\n"), cell);
    assertEquals("1.5", kernel.run("\"%.1f\".formatted(1.5)"));
  }

  private static String printed(String identifier) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, JsonObject> message : kernel.published(identifier)) {
      if (message.getKey().equals("stream")) {
        text.append(message.getValue().get("text").getAsString());
      }
    }
    return text.toString();
  }

  @Test
  void whatACellPrintsIsBoundedAndTheCutIsSaid() {
    String identifier =
        kernel.execute(
            "var line = \"x\".repeat(999_999); for (int i = 0; i < 40; i++) System.out.println(line);");
    kernel.reply("shell", identifier);
    String text = printed(identifier);
    assertTrue(text.length() < CellOutput.MOST_BYTES_OF_CELL + 1000, "" + text.length());
    assertTrue(text.contains("printed more than 16 MB; the rest is left out"), "not said");
  }
}
