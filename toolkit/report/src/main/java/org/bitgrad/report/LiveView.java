package org.bitgrad.report;

import java.io.Flushable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** {@link Display#live}: draws as often as a small share of the time allows, and the last state. */
final class LiveView<T> implements Consumer<T>, Flushable {
  /** The share of the time that drawing may take. */
  static final double SHARE = 0.04;

  /** What the first picture is taken to cost, in nanoseconds: nothing has been measured yet. */
  static final long FIRST_COST = 200_000_000;

  /** What stands in the place of the first picture until it is drawn. */
  static final String PLACE = "(drawn as time allows, at the latest at the end of the cell)";

  private static final Set<LiveView<?>> WAITING = ConcurrentHashMap.newKeySet();

  private final Function<? super T, ?> view;
  private final LongSupplier clock;
  private final String identifier = UUID.randomUUID().toString();
  private Optional<T> waiting = Optional.empty();
  private boolean shown;
  private boolean started;
  private long start;
  private long spent;
  private long lastCost = FIRST_COST;

  LiveView(Function<? super T, ?> view, LongSupplier clock) {
    this.view = view;
    this.clock = clock;
  }

  @Override
  public synchronized void accept(T given) {
    Optional<NotebookDoor> door = NotebookDoor.running();
    if (door.isEmpty()) {
      Display.show(view.apply(given));
      return;
    }
    door.filter(NotebookDoor::finishesCells).ifPresent(this::reserve);
    if (!started) {
      started = true;
      start = clock.getAsLong();
    }
    waiting = Optional.of(given);
    if (spent + lastCost <= SHARE * (clock.getAsLong() - start)) {
      drawWaiting();
    } else {
      WAITING.add(this);
    }
  }

  /** A picture at the end of the cell would stand below what the cell shows after the training. */
  private void reserve(NotebookDoor door) {
    if (!shown) {
      shown = true;
      door.display(Map.of("text/plain", PLACE), Map.of(), identifier);
    }
  }

  /**
   * Draws what was passed over last, unless the kernel asks for it at the end of the cell: a
   * training of a second does not wait for its picture.
   */
  @Override
  public synchronized void flush() {
    if (NotebookDoor.running().filter(NotebookDoor::finishesCells).isEmpty()) {
      drawWaiting();
    }
  }

  private synchronized void drawWaiting() {
    WAITING.remove(this);
    if (waiting.isEmpty()) {
      return;
    }
    long before = clock.getAsLong();
    Object object = view.apply(waiting.get());
    waiting = Optional.empty();
    NotebookDoor.running().ifPresent(door -> draw(door, object));
    lastCost = clock.getAsLong() - before;
    spent += lastCost;
  }

  /** Draws the last state of every view: the cell ends. */
  static void flushAll() {
    WAITING.forEach(LiveView::drawWaiting);
  }

  private void draw(NotebookDoor door, Object object) {
    Map<String, String> contents = Display.representations(object);
    Map<String, Object> size = Display.imageSize(object);
    if (shown) {
      door.update(contents, size, identifier);
    } else {
      shown = true;
      door.display(contents, size, identifier);
    }
  }
}
