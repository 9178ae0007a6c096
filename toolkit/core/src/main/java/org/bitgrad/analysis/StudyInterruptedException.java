package org.bitgrad.analysis;

/**
 * A study ended because its thread was interrupted; no thread of it runs any more, and the thread's
 * interrupt flag is set again.
 */
public final class StudyInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  StudyInterruptedException(String message) {
    super(message);
  }
}
