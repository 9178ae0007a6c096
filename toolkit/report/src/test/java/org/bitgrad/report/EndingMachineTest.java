package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.bitgrad.data.Sha256;
import org.junit.jupiter.api.Test;

/** A run that is stopped while its plots are drawn draws them while the machine is ending. */
class EndingMachineTest {
  private static String plots() {
    double[] x = {1, 2, 3};
    Plot plot = Plot.of("a", Axis.linear("x"), Axis.linear("y")).line("l", x, x);
    String svg = Sha256.of(plot.svg().getBytes(StandardCharsets.UTF_8));
    return Sha256.of(plot.png()) + " " + svg;
  }

  /** Draws after the end has begun. */
  static final class Ending {
    private Ending() {}

    public static void main(String[] args) {
      Charts.requireFonts();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.print(plots()), "last"));
    }
  }

  /** Looks for fonts, for the first time in its machine, on a thread that was interrupted. */
  static final class Interrupted {
    private Interrupted() {}

    public static void main(String[] args) {
      Thread.currentThread().interrupt();
      Charts.requireFonts();
      System.out.print(Thread.interrupted());
    }
  }

  private static String printed(Class<?> program) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return printed;
  }

  @Test
  void lookingForFontsForgetsNoInterrupt() throws Exception {
    assertEquals("true", printed(Interrupted.class));
  }

  @Test
  void anInterruptThatComesWhileSomethingIsPaintedIsKeptForAfterwards() {
    Thread caller = Thread.currentThread();
    String painted =
        PlotPainter.undisturbed(
            () -> {
              caller.interrupt();
              return "painted on " + (Thread.currentThread() == caller ? "its" : "another");
            });
    assertTrue(Thread.interrupted());
    assertEquals("painted on another", painted);
  }

  @Test
  void plotsAreTheSameWhileTheMachineIsEnding() throws Exception {
    String printed = printed(Ending.class);
    assertEquals(plots(), printed);
  }

  @Test
  void plotsOfAnInterruptedThreadAreTheSameAndItStaysInterrupted() {
    String expected = plots();
    Thread.currentThread().interrupt();
    String drawn = plots();
    assertTrue(Thread.interrupted());
    assertEquals(expected, drawn);
  }
}
