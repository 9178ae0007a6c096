package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.github.spencerpark.ijava.IJava;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
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
  }

  private static List<Object> texts(List<DisplayData> all) {
    return all.stream().map(d -> d.data.get("text/plain")).toList();
  }

  @Test
  void whatIsShownLaterReplacesWhatWasShownFirst() {
    IJava.start(kernel);
    Consumer<Integer> live = Display.live(n -> "epoch " + n);
    for (int epoch = 1; epoch <= 3; epoch++) {
      live.accept(epoch);
    }
    assertEquals(List.of("epoch 1"), texts(kernel.shown));
    assertEquals(List.of("epoch 2", "epoch 3"), texts(kernel.updates));
    String identifier = kernel.shown.get(0).identifier;
    kernel.updates.forEach(update -> assertEquals(identifier, update.identifier));
  }

  @Test
  void twoViewsHaveTwoPlacesAndPlainOutputHasNone() {
    IJava.start(kernel);
    Display.<String>live(words -> words).accept("first");
    Display.<String>live(words -> words).accept("second");
    Display.show("third");
    assertEquals(List.of("first", "second", "third"), texts(kernel.shown));
    assertNotEquals(kernel.shown.get(0).identifier, kernel.shown.get(1).identifier);
    assertNull(kernel.shown.get(2).identifier);
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
}
