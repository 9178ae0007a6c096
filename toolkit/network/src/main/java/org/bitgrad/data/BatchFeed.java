package org.bitgrad.data;

/**
 * The batches of a plan, one after the other; with or without a thread that makes the next ones
 * ahead. The batches are the same, bit for bit.
 *
 * <p>The numbers of a batch stay as they are until the next call of {@link #advance}. Memory:
 * {@code ahead + 1} batches. A failure while a batch is made is thrown where that batch is asked
 * for. For one consumer.
 */
public final class BatchFeed implements AutoCloseable {
  private final BatchPlan plan;
  private final boolean single;
  private final BatchReader reader;
  private final BatchBuffer[] ring;
  private final Thread worker;
  private final long end;
  private long epoch;
  private int index;
  private long taken;
  // Guarded by this:
  private long made;
  private long released;
  private boolean finished;
  private boolean closed;
  private Throwable failure;

  private BatchFeed(Recipe recipe, long end) {
    this.plan = recipe.plan;
    this.single = recipe.single;
    this.end = end;
    this.epoch = recipe.epoch;
    this.index = recipe.batch;
    reader = new BatchReader(plan);
    ring = new BatchBuffer[recipe.ahead + 1];
    for (int i = 0; i < ring.length; i++) {
      ring[i] = single ? BatchBuffer.ofFloats(plan) : BatchBuffer.ofDoubles(plan);
    }
    worker = recipe.ahead == 0 ? null : new Thread(this::makeAll, "bitgrad-batches");
    if (worker != null) {
      worker.setDaemon(true);
      worker.start();
    }
  }

  /**
   * Batches of floats.
   *
   * @param plan the plan
   * @return a recipe: two batches ahead, from the beginning
   */
  public static Recipe floats(BatchPlan plan) {
    return new Recipe(plan, true);
  }

  /**
   * Batches of doubles.
   *
   * @param plan the plan
   * @return a recipe: two batches ahead, from the beginning
   */
  public static Recipe doubles(BatchPlan plan) {
    return new Recipe(plan, false);
  }

  /** What a feed shall do; changed by its methods. */
  public static final class Recipe {
    private final BatchPlan plan;
    private final boolean single;
    private int ahead = 2;
    private long epoch;
    private int batch;

    private Recipe(BatchPlan plan, boolean single) {
      this.plan = plan;
      this.single = single;
    }

    /**
     * How many batches may be made ahead.
     *
     * @param batches 0 (no thread: each is made when asked for) to 1024
     * @return this
     * @throws IllegalArgumentException if it is not one of these numbers
     */
    public Recipe ahead(int batches) {
      if (batches < 0 || batches > 1024) {
        throw new IllegalArgumentException("ahead must be 0 to 1024, but is " + batches);
      }
      ahead = batches;
      return this;
    }

    /**
     * Where to begin, for instance where a killed run ended.
     *
     * @param firstEpoch 0 or more
     * @param firstBatch batch of that epoch, 0 to {@code plan.batches() - 1}
     * @return this
     * @throws IllegalArgumentException if there is no such batch
     */
    public Recipe from(long firstEpoch, int firstBatch) {
      if (firstEpoch < 0) {
        throw new IllegalArgumentException("firstEpoch must be at least 0, but is " + firstEpoch);
      }
      if (firstBatch < 0 || firstBatch >= plan.batches()) {
        throw new IllegalArgumentException(
            "firstBatch must be 0 to " + (plan.batches() - 1) + ", but is " + firstBatch);
      }
      epoch = firstEpoch;
      batch = firstBatch;
      return this;
    }

    /**
     * Begins.
     *
     * @param epochs number of epochs, counted from epoch 0; there is nothing to do if the first
     *     epoch is not before it
     * @return the feed, to be closed
     * @throws IllegalArgumentException if {@code epochs} is negative
     */
    public BatchFeed to(long epochs) {
      if (epochs < 0) {
        throw new IllegalArgumentException("epochs must be at least 0, but is " + epochs);
      }
      return new BatchFeed(this, epochs);
    }
  }

  /**
   * Goes on to the next batch.
   *
   * @return whether there is one
   * @throws InterruptedException if this thread is interrupted; the feed goes on afterwards as if
   *     this had not been called
   * @throws IllegalStateException if the feed is closed, or making the batch failed
   */
  public boolean advance() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return worker == null ? makeOne() : takeOne();
  }

  /**
   * The batch that {@link #advance} went on to.
   *
   * @return the batch; its arrays are used again
   * @throws IllegalStateException if {@code advance} was not called, or found no batch
   */
  public BatchBuffer batch() {
    if (taken == 0 || (worker == null ? finished : atEnd())) {
      throw new IllegalStateException("there is no batch; advance() must have returned true");
    }
    return ring[(int) ((taken - 1) % ring.length)];
  }

  private synchronized boolean atEnd() {
    return finished && taken > made;
  }

  private synchronized boolean makeOne() {
    checkOpen();
    if (finished || epoch >= end) {
      finished = true;
      return false;
    }
    try {
      reader.read(epoch, index, ring[0]);
    } catch (RuntimeException e) {
      throw failed(e);
    }
    step();
    taken++;
    return true;
  }

  private static IllegalStateException failed(Throwable failure) {
    return new IllegalStateException("a batch could not be made: " + failure, failure);
  }

  private synchronized boolean takeOne() throws InterruptedException {
    checkOpen();
    while (made <= taken && !finished) {
      wait();
      checkOpen();
    }
    if (made <= taken) {
      if (failure != null) {
        throw failed(failure);
      }
      taken = made + 1;
      return false;
    }
    // The batch taken before this one may be overwritten now.
    released = taken;
    taken++;
    notifyAll();
    return true;
  }

  private void checkOpen() {
    if (closed) {
      throw new IllegalStateException("the feed is closed");
    }
  }

  private void step() {
    index++;
    if (index == plan.batches()) {
      index = 0;
      epoch++;
    }
  }

  private void makeAll() {
    Throwable problem = null;
    try {
      while (epoch < end && awaitRoom()) {
        reader.read(epoch, index, ring[(int) (made % ring.length)]);
        step();
        announce();
      }
    } catch (RuntimeException | Error e) {
      problem = e;
    } catch (InterruptedException e) {
      // Only close() interrupts this thread, and then nobody waits for it.
      problem = e;
    }
    finish(problem);
  }

  /** Waits until a buffer is free; false once the feed is closed. */
  private synchronized boolean awaitRoom() throws InterruptedException {
    while (made - released >= ring.length && !closed) {
      wait();
    }
    return !closed;
  }

  private synchronized void announce() {
    made++;
    notifyAll();
  }

  private synchronized void finish(Throwable problem) {
    failure = problem;
    finished = true;
    notifyAll();
  }

  /** Stops the thread, if there is one, and waits until it has ended; may be called again. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    if (worker == null) {
      return;
    }
    worker.interrupt();
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
