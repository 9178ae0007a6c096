package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An interrupt ends a cell and leaves the session usable. */
@Timeout(20)
public class InterruptTest {
  /** Cells count it down once their loop is about to start; the session shares our class loader. */
  public static volatile CountDownLatch started = new CountDownLatch(1);

  private static final String STARTED = "{ org.bitgrad.kernel.InterruptTest.started.countDown();\n";

  private static JavaSession session;

  @BeforeAll
  static void open() {
    session = new JavaSession(System.getProperty("java.class.path"));
  }

  @AfterAll
  static void close() {
    session.close();
  }

  /** What was shown before an interrupt is there; where nothing was, nothing is said. */
  @Test
  void thePicturesOfAnInterruptedCellAreFinishedWithoutAWord() throws Exception {
    interrupt("while (true) { }", new long[1]);
    java.io.PrintStream before = System.err;
    var said = new java.io.ByteArrayOutputStream();
    System.setErr(new java.io.PrintStream(said, true, java.nio.charset.StandardCharsets.UTF_8));
    try {
      session.finish();
    } finally {
      System.setErr(before);
    }
    assertEquals("", said.toString(java.nio.charset.StandardCharsets.UTF_8));
    assertEquals(java.util.Optional.of("2"), session.run("1 + 1", 2));
  }

  private static CellFailure interrupt(String cell, long[] millis) throws Exception {
    return interrupt(cell, "", millis);
  }

  private static CellFailure interrupt(String cell, String after, long[] millis) throws Exception {
    started = new CountDownLatch(1);
    CompletableFuture<CellFailure> result =
        CompletableFuture.supplyAsync(
            () ->
                assertThrows(
                    CellFailure.class, () -> session.run(STARTED + cell + "}" + after, 1)));
    assertTrue(started.await(10, TimeUnit.SECONDS), () -> "not started: " + result.getNow(null));
    Thread.sleep(100); // into the loop
    long start = System.nanoTime();
    session.interrupt();
    CellFailure failure = result.get(10, TimeUnit.SECONDS);
    millis[0] = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    return failure;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (!Thread.currentThread().isInterrupted()) { }",
        "Thread.sleep(60_000);",
        "new CountDownLatch(1).await();",
        "for (long i = 0; ; i++) { if (Thread.interrupted()) throw new InterruptedException(); }",
      })
  void codeThatObeysStopsAtOnce(String cell) throws Exception {
    long[] millis = new long[1];
    assertEquals("Interrupted", interrupt(cell, millis).name());
    assertTrue(millis[0] < CellControl.GRACE_MILLIS, "took " + millis[0] + " ms");
    assertEquals(Optional.of("2"), session.run("1 + 1", 2));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while (true) { }",
        "long n = 0; for (;;) { n++; }",
        "while (true) { try { Thread.sleep(5); } catch (InterruptedException e) { } }",
      })
  void codeThatDoesNotObeyIsStopped(String cell) throws Exception {
    long[] millis = new long[1];
    assertEquals("Interrupted", interrupt(cell, millis).name());
    assertTrue(
        millis[0] < CellControl.GRACE_MILLIS + CellControl.ABANDON_MILLIS,
        "took " + millis[0] + " ms");
    assertEquals(Optional.of("2"), session.run("1 + 1", 2));
  }

  @Test
  void whatSurvivesEverythingIsLeftBehindAndSaid() throws Exception {
    String cell =
        """
        long until = System.nanoTime() + 8_000_000_000L;
        while (System.nanoTime() < until) {
          try { while (System.nanoTime() < until) { } } catch (Throwable t) { }
        }""";
    // The check that newer JDKs weave in ends this loop again and again; Thread.stop does it once.
    CellFailure failure = interrupt(cell, new long[1]);
    assertEquals("Interrupted", failure.name());
    assertEquals(Optional.of("2"), session.run("1 + 1", 2));
  }

  @Test
  void theRestOfAnInterruptedCellDoesNotRun() throws Exception {
    session.run("int rest = 0;", 1);
    interrupt("while (!Thread.currentThread().isInterrupted()) { }", "\nrest = 1;", new long[1]);
    assertEquals(Optional.of("0"), session.run("rest", 2));
  }

  @Test
  void anInterruptBetweenCellsIsForgotten() throws Exception {
    session.interrupt();
    assertEquals(Optional.of("2"), session.run("1 + 1", 2));
  }
}
