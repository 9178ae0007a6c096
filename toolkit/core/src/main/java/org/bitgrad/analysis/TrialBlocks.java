package org.bitgrad.analysis;

/**
 * How the trials of a study are cut: into at most 128 batches, whose means show the covariance of
 * an estimate, and each batch into blocks, the units of work of a thread. The cuts depend on the
 * number of trials alone, so that sums come out the same for any number of threads.
 *
 * @param trials trials, at least 1
 */
record TrialBlocks(int trials) {
  static final int MOST_BATCHES = 128;
  private static final int LARGEST_BLOCK = 256;

  int batches() {
    return Math.min(trials, MOST_BATCHES);
  }

  private int blocksPerBatch() {
    int room = batches() * LARGEST_BLOCK;
    return (int) ((trials + (long) room - 1) / room);
  }

  int blocks() {
    return batches() * blocksPerBatch();
  }

  /** First trial of a block; that of the next block is where it ends. */
  int from(int block) {
    return (int) ((long) block * trials / blocks());
  }

  int batch(int block) {
    return block / blocksPerBatch();
  }

  boolean endsBatch(int block) {
    return (block + 1) % blocksPerBatch() == 0;
  }
}
