package org.bitgrad.data;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Closes a stream from which nothing, or hardly anything, has come for too long, so that reading it
 * ends: a byte now and then would keep a download alive for years.
 */
final class StallWatch implements AutoCloseable {
  private final Closeable stream;
  private final Limits limits;
  private final Thread watcher = new Thread(this::watch, "bitgrad-download-watch");
  private final AtomicLong bytes = new AtomicLong();
  private volatile long last = System.nanoTime();
  private volatile String why = "";

  /**
   * How slow is too slow.
   *
   * @param patience silence for so long is too long
   * @param window the rate is measured over windows of this length, one after the other
   * @param least number of bytes in each window
   */
  record Limits(Duration patience, Duration window, long least) {
    /** Silence of 20 seconds, or less than 500 bytes a second for a minute. */
    static final Limits USUAL = new Limits(Duration.ofSeconds(20), Duration.ofMinutes(1), 30_000);

    /** The usual ones, with another patience. */
    static Limits silence(Duration patience) {
      return new Limits(patience, USUAL.window(), USUAL.least());
    }
  }

  StallWatch(Closeable stream, Limits limits) {
    this.stream = stream;
    this.limits = limits;
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Something came. */
  void arrived(int count) {
    bytes.addAndGet(count);
    last = System.nanoTime();
  }

  /** Why this watch closed the stream; empty if it did not. */
  String why() {
    return why;
  }

  private void watch() {
    try {
      long start = System.nanoTime();
      long before = 0;
      while (true) {
        long now = System.nanoTime();
        long quiet = last + limits.patience().toNanos() - now;
        long open = start + limits.window().toNanos() - now;
        if (quiet <= 0) {
          end("nothing arrived for " + limits.patience().toMillis() + " ms");
          return;
        }
        if (open <= 0) {
          long all = bytes.get();
          if (all - before < limits.least()) {
            end(tooFew(all - before));
            return;
          }
          before = all;
          start = now;
          open = limits.window().toNanos();
        }
        Thread.sleep(Math.max(1, Math.min(quiet, open) / 1_000_000));
      }
    } catch (InterruptedException e) {
      // The download has ended.
    } catch (IOException e) {
      // The reader is told by its own exception.
    }
  }

  private String tooFew(long count) {
    return String.format(
        Locale.ROOT,
        "%d bytes arrived in %d ms, expected at least %d",
        count,
        limits.window().toMillis(),
        limits.least());
  }

  private void end(String reason) throws IOException {
    why = reason;
    stream.close();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
