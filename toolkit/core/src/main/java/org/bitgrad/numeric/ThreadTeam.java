package org.bitgrad.numeric;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads that work through numbered pieces with the caller, many times a second: helpers wait
 * awake for some microseconds before they sleep, and nothing is allocated per run. Who does which
 * piece is left to chance; so pieces must not depend on it. Helpers end by themselves when nothing
 * has come for some seconds, and are made again when needed.
 *
 * <pre>{@code
 * ThreadTeam team = new ThreadTeam(2);
 * team.run(4, piece -> square(x, piece * n / 4, (piece + 1) * n / 4));
 * }</pre>
 */
public final class ThreadTeam {
  private static final int LARGEST = 1024;
  private static final int PIECE_BITS = 20;
  private static final int PIECE_MASK = (1 << PIECE_BITS) - 1;

  /** About 20 microseconds. */
  private static final int AWAKE = 1000;

  private static final long SLEEP_NANOS = 1_000_000_000L;
  private static final int SLEEPS_BEFORE_END = 5;

  /** From above: number of the run, its pieces, the next piece to take. One word, so they agree. */
  private final AtomicLong ticket = new AtomicLong();

  private final AtomicInteger unfinished = new AtomicInteger();
  private final Helper[] helpers;
  private volatile Work work;
  private volatile Throwable failure;

  /** What is done with a piece. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does a piece.
     *
     * @param piece 0, 1, ...
     */
    void run(int piece);
  }

  /**
   * A team; its threads begin with its first run.
   *
   * @param threads 1 to 1024, the caller's included
   * @throws IllegalArgumentException if there are fewer or more
   */
  public ThreadTeam(int threads) {
    if (threads < 1 || threads > LARGEST) {
      throw new IllegalArgumentException("threads must be 1 to 1024, but is " + threads);
    }
    helpers = new Helper[threads - 1];
  }

  /** {@return threads, the caller's included} */
  public int threads() {
    return helpers.length + 1;
  }

  /**
   * Does all pieces and returns when they are done. One caller at a time, never from inside a
   * piece.
   *
   * @param count number of pieces, 0 to 2^20 - 1
   * @param what the work; what it throws is thrown here after all pieces were tried
   */
  public void run(int count, Work what) {
    if (helpers.length == 0 || count <= 1) {
      for (int i = 0; i < count; i++) {
        what.run(i);
      }
      return;
    }
    failure = null;
    work = what;
    unfinished.set(count);
    long number = (ticket.get() >>> (2 * PIECE_BITS)) + 1;
    ticket.set((number << (2 * PIECE_BITS)) | ((long) count << PIECE_BITS));
    int wanted = Math.min(helpers.length, count - 1);
    for (int i = 0; i < wanted; i++) {
      wake(i);
    }
    takePieces();
    while (unfinished.get() > 0) {
      Thread.onSpinWait();
    }
    work = null;
    Throwable thrown = failure;
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void wake(int i) {
    Helper helper = helpers[i];
    if (helper == null || !helper.wake()) {
      helpers[i] = new Helper(this, i);
      helpers[i].thread.start();
    }
  }

  private static int next(long ticket) {
    return (int) ticket & PIECE_MASK;
  }

  private static int pieces(long ticket) {
    return (int) (ticket >>> PIECE_BITS) & PIECE_MASK;
  }

  private boolean hasPieces() {
    long now = ticket.get();
    return next(now) < pieces(now);
  }

  /** A piece is taken by moving the ticket on, which fails if another run has begun meanwhile. */
  private void takePieces() {
    while (true) {
      long now = ticket.get();
      int piece = next(now);
      if (piece >= pieces(now)) {
        return;
      }
      if (ticket.compareAndSet(now, now + 1)) {
        doPiece(piece);
      }
    }
  }

  private void doPiece(int piece) {
    try {
      work.run(piece);
    } catch (RuntimeException | Error e) {
      failure = e;
    } finally {
      unfinished.decrementAndGet();
    }
  }

  /** A thread that waits for runs. */
  private static final class Helper implements Runnable {
    private static final int AT_WORK = 0;
    private static final int ASLEEP = 1;
    private static final int ENDED = 2;

    private final ThreadTeam team;
    private final Thread thread;
    private final AtomicInteger state = new AtomicInteger(AT_WORK);

    Helper(ThreadTeam team, int index) {
      this.team = team;
      thread = new Thread(this, "bitgrad-team-" + (index + 1));
      thread.setDaemon(true);
    }

    /** Returns whether the thread will look for pieces; false if it has ended. */
    boolean wake() {
      if (state.compareAndSet(ASLEEP, AT_WORK)) {
        LockSupport.unpark(thread);
      }
      return state.get() != ENDED;
    }

    @Override
    public void run() {
      int sleeps = 0;
      while (true) {
        if (stayAwake()) {
          team.takePieces();
          sleeps = 0;
          continue;
        }
        if (sleeps == SLEEPS_BEFORE_END) {
          // A run that begins here is done by its caller alone; the next one makes a new helper.
          state.set(ENDED);
          return;
        }
        state.set(ASLEEP);
        // A run that began in between saw no sleeper to wake.
        if (!team.hasPieces()) {
          LockSupport.parkNanos(this, SLEEP_NANOS);
          sleeps++;
        }
        state.set(AT_WORK);
      }
    }

    private boolean stayAwake() {
      for (int i = 0; i < AWAKE; i++) {
        if (team.hasPieces()) {
          return true;
        }
        Thread.onSpinWait();
      }
      return false;
    }
  }
}
