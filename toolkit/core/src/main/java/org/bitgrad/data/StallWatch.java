package org.bitgrad.data;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/** Closes a stream from which nothing has come for too long, so that reading it ends. */
final class StallWatch implements AutoCloseable {
  private final Closeable stream;
  private final long patience;
  private final Thread watcher = new Thread(this::watch, "bitgrad-download-watch");
  private volatile long last = System.nanoTime();
  private volatile boolean stalled;

  StallWatch(Closeable stream, Duration patience) {
    this.stream = stream;
    this.patience = patience.toNanos();
    watcher.setDaemon(true);
    watcher.start();
  }

  /** Something came. */
  void alive() {
    last = System.nanoTime();
  }

  /** Whether the stream was closed by this watch. */
  boolean stalled() {
    return stalled;
  }

  private void watch() {
    try {
      long left = patience;
      while (left > 0) {
        Thread.sleep(Math.max(1, left / 1_000_000));
        left = last + patience - System.nanoTime();
      }
      stalled = true;
      stream.close();
    } catch (InterruptedException e) {
      // The download has ended.
    } catch (IOException e) {
      // The reader is told by its own exception.
    }
  }

  @Override
  public void close() {
    watcher.interrupt();
  }
}
