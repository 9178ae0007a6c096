package org.bitgrad.papers.autoencoder;

/** A training of an autoencoder whose negative bound can be asked for on the way. */
public interface BoundTraining {
  /**
   * Trains until so many steps are done.
   *
   * @param end steps since the start
   * @throws InterruptedException if the thread was interrupted
   */
  void until(int end) throws InterruptedException;

  /** {@return the negative bound of all data, in nats per image or document} */
  double bound();
}
