package org.bitgrad.train;

/**
 * A training ended because its thread was interrupted, whose interrupt flag is set again. A run
 * with a folder for checkpoints has saved where it was.
 */
public final class TrainingInterruptedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TrainingInterruptedException(InterruptedException cause) {
    super("the training was interrupted", cause);
  }
}
