package org.bitgrad.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Every piece of every run once, whoever does it. */
class ThreadTeamTest {
  @Test
  void everyPieceIsDoneOnceHoweverManyThreadsThereAre() {
    for (int threads : new int[] {1, 2, 3, 8}) {
      ThreadTeam team = new ThreadTeam(threads);
      int[] expected = new int[7];
      AtomicIntegerArray done = new AtomicIntegerArray(7);
      for (int run = 0; run < 20_000; run++) {
        int pieces = run % 8;
        for (int i = 0; i < pieces; i++) {
          expected[i]++;
        }
        team.run(pieces, done::incrementAndGet);
        if (run % 5000 == 0) {
          check(expected, done);
        }
      }
      check(expected, done);
    }
  }

  private static void check(int[] expected, AtomicIntegerArray done) {
    int[] found = new int[expected.length];
    for (int i = 0; i < found.length; i++) {
      found[i] = done.get(i);
    }
    assertArrayEquals(expected, found);
  }

  @Test
  void piecesRunSideBySide() {
    ThreadTeam team = new ThreadTeam(2);
    CountDownLatch both = new CountDownLatch(2);
    AtomicBoolean met = new AtomicBoolean(true);
    team.run(
        2,
        piece -> {
          both.countDown();
          try {
            met.compareAndSet(true, both.await(30, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    assertEquals(true, met.get());
  }

  @Test
  void sleepersAreWoken() throws InterruptedException {
    ThreadTeam team = new ThreadTeam(2);
    AtomicIntegerArray done = new AtomicIntegerArray(2);
    for (int run = 0; run < 5; run++) {
      team.run(2, done::incrementAndGet);
      Thread.sleep(20);
    }
    check(new int[] {5, 5}, done);
    piecesRunSideBySide();
  }

  @Test
  void whatAPieceThrowsArrivesAfterAllWereTried() {
    ThreadTeam team = new ThreadTeam(2);
    AtomicIntegerArray done = new AtomicIntegerArray(4);
    IllegalStateException thrown =
        assertThrows(
            IllegalStateException.class,
            () ->
                team.run(
                    4,
                    piece -> {
                      done.incrementAndGet(piece);
                      if (piece == 2) {
                        throw new IllegalStateException("planted");
                      }
                    }));
    assertEquals("planted", thrown.getMessage());
    check(new int[] {1, 1, 1, 1}, done);
    team.run(4, done::incrementAndGet);
    check(new int[] {2, 2, 2, 2}, done);
  }

  @Test
  void noThreadsAndTooManyAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ThreadTeam(0));
    assertThrows(IllegalArgumentException.class, () -> new ThreadTeam(1025));
  }
}
