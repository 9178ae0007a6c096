package org.bitgrad.analysis;

/** Stops work of a study whose thread was interrupted. */
final class Interrupts {
  private Interrupts() {}

  /** Throws if the calling thread was interrupted; leaves its interrupt flag set. */
  static void check() {
    if (Thread.currentThread().isInterrupted()) {
      throw new StudyInterruptedException("the study was interrupted");
    }
  }
}
