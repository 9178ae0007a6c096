package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.channels.ShellReplyEnvironment;
import io.github.spencerpark.jupyter.kernel.display.DisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishDisplayData;
import io.github.spencerpark.jupyter.messages.publish.PublishStream;
import io.github.spencerpark.jupyter.messages.publish.PublishStream.StreamType;
import io.github.spencerpark.jupyter.messages.publish.PublishUpdateDisplayData;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Carries what cells print and show to Jupyter, in order.
 *
 * <p>Only the thread of this class touches the network: an interrupt that met a cell's thread in
 * the middle of a send would close the channel under it. Text is gathered for a few milliseconds,
 * so a loop that prints a million lines does not send a million messages. Cells reach this class
 * through monitors only, which a thread stopped by force gives back.
 */
final class CellOutput {
  private static final long GATHER_MILLIS = 40;
  private static final int MOST_PENDING_BYTES = 1 << 20;

  /** What one cell may print; a browser that must show more is of no use any more. */
  static final long MOST_BYTES_OF_CELL = 16L << 20;

  private final Deque<Object> pending = new ArrayDeque<>();
  private final BoundedLog log;
  private final Thread sender = new KernelThread("cell output", this::sendForever);

  private ShellReplyEnvironment cell;
  private long bytesOfCell;
  private int pendingBytes;
  private boolean sending;
  private boolean draining;

  /** Text of one stream that waits to be sent. */
  private record Text(StreamType stream, ByteArrayOutputStream bytes) {}

  /** What takes the place of something shown before. */
  private record Update(DisplayData data) {}

  /**
   * Starts the sending thread.
   *
   * @param log where text goes that is printed while no cell runs
   */
  CellOutput(BoundedLog log) {
    this.log = Objects.requireNonNull(log, "log");
    sender.start();
  }

  /** A stream to be {@link System#out} or {@link System#err} of cells. */
  PrintStream stream(StreamType type) {
    OutputStream bytes =
        new OutputStream() {
          @Override
          public void write(int b) {
            print(type, new byte[] {(byte) b}, 0, 1);
          }

          @Override
          public void write(byte[] b, int offset, int length) {
            print(type, b, offset, length);
          }
        };
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  /** From now on output belongs to this cell. */
  synchronized void begin(ShellReplyEnvironment environment) {
    cell = environment;
    bytesOfCell = 0;
  }

  /** Shows an object in the running cell, after everything printed before. */
  synchronized void display(DisplayData data) {
    Objects.requireNonNull(data, "data");
    if (cell != null) {
      add(data);
    }
  }

  /** Replaces what was shown before with the same identifier, in this cell or an earlier one. */
  synchronized void update(DisplayData data) {
    if (!Objects.requireNonNull(data, "data").hasDisplayId()) {
      throw new IllegalArgumentException("data must have an identifier of a display, but has none");
    }
    if (cell != null) {
      add(new Update(data));
    }
  }

  /**
   * Sends what is left of the cell. Later output belongs to no cell, and a thread that goes on
   * printing holds nothing up.
   */
  synchronized void end() {
    draining = true;
    notifyAll();
    boolean interrupted = false;
    while (sending || !pending.isEmpty()) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    draining = false;
    cell = null;
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void print(StreamType type, byte[] bytes, int offset, int length) {
    if (Thread.currentThread() instanceof CompilerThread) {
      return; // what a failing compiler prints about itself
    }
    if (cell == null || draining) {
      log.loose(bytes, offset, length);
      return;
    }
    long room = MOST_BYTES_OF_CELL - bytesOfCell;
    bytesOfCell += length;
    if (room >= length) {
      append(type, bytes, offset, length);
    } else if (room >= 0) {
      append(type, bytes, offset, (int) room);
      byte[] note =
          ("\n\u2026 this cell printed more than "
                  + (MOST_BYTES_OF_CELL >> 20)
                  + " MB; the rest is left out\n")
              .getBytes(StandardCharsets.UTF_8);
      append(StreamType.ERR, note, 0, note.length);
      bytesOfCell = MOST_BYTES_OF_CELL + 1;
    }
  }

  private void append(StreamType type, byte[] bytes, int offset, int length) {
    waitForRoom();
    Text text;
    if (pending.peekLast() instanceof Text last && last.stream() == type) {
      text = last;
    } else {
      text = new Text(type, new ByteArrayOutputStream());
      add(text);
    }
    text.bytes().write(bytes, offset, length);
    pendingBytes += length;
  }

  /** Wakes the sender for the first item only, so that it can gather. */
  private synchronized void add(Object item) {
    pending.add(item);
    if (pending.size() == 1) {
      notifyAll();
    }
  }

  /** Holds back a cell that prints faster than Jupyter reads; an interrupt ends the wait. */
  private void waitForRoom() {
    boolean interrupted = false;
    while (pendingBytes > MOST_PENDING_BYTES && !interrupted && !draining) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendForever() {
    while (true) {
      try {
        send();
      } catch (InterruptedException e) {
        log.say("a thread of the kernel was interrupted");
      } catch (RuntimeException | Error e) {
        // Errors too: what a cell shows may be endless, and later cells wait for this thread.
        log.say("output was lost: " + e);
      }
    }
  }

  private void send() throws InterruptedException {
    Object[] items;
    ShellReplyEnvironment target;
    synchronized (this) {
      while (pending.isEmpty()) {
        wait();
      }
      long start = System.nanoTime();
      long left = GATHER_MILLIS;
      while (!draining && left > 0) {
        wait(left);
        left = GATHER_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      }
      items = pending.toArray();
      pending.clear();
      pendingBytes = 0;
      target = cell;
      sending = true;
    }
    try {
      for (Object item : items) {
        publishOrSay(target, item);
      }
    } finally {
      synchronized (this) {
        sending = false;
        notifyAll();
      }
    }
  }

  private void publishOrSay(ShellReplyEnvironment target, Object item) {
    try {
      publish(target, item);
    } catch (RuntimeException | StackOverflowError e) {
      String reason = "what the cell shows cannot be sent: " + e + "\n";
      log.say(reason);
      target.publish(new PublishStream(StreamType.ERR, reason));
    }
  }

  private static void publish(ShellReplyEnvironment target, Object item) {
    if (item instanceof Text text) {
      String content = text.bytes().toString(StandardCharsets.UTF_8);
      target.publish(new PublishStream(text.stream(), content));
    } else if (item instanceof Update update) {
      target.publish(new PublishUpdateDisplayData(update.data()));
    } else {
      target.publish(new PublishDisplayData((DisplayData) item));
    }
  }
}
