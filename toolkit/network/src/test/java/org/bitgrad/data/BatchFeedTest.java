package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches are the same with and without a thread that makes them ahead; it always ends. */
@Timeout(60)
class BatchFeedTest {
  private static BatchPlan plan(int size, int rows) {
    LabelledImages images = BatchExamples.images(size);
    return BatchPlan.of(images, rows)
        .with(Transforms.horizontalFlip(images.shape()))
        .with(Transforms.dynamicBinarisation())
        .shuffled();
  }

  private static byte[] all(BatchFeed.Recipe recipe, long epochs)
      throws IOException, InterruptedException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BatchFeed feed = recipe.to(epochs)) {
      while (feed.advance()) {
        out.write(BatchExamples.bytes(feed.batch()));
      }
    }
    return out.toByteArray();
  }

  @Test
  void batchesMadeAheadAreTheSameBytes() throws IOException, InterruptedException {
    BatchPlan plan = plan(53, 7);
    byte[] floats = all(BatchFeed.floats(plan).ahead(0), 6);
    byte[] doubles = all(BatchFeed.doubles(plan).ahead(0), 6);
    assertTrue(floats.length > 6 * 53 * 60 * 4);
    assertTrue(doubles.length > 6 * 53 * 60 * 8);
    for (int ahead : new int[] {1, 2, 5, 100}) {
      assertArrayEquals(floats, all(BatchFeed.floats(plan).ahead(ahead), 6));
      assertArrayEquals(doubles, all(BatchFeed.doubles(plan).ahead(ahead), 6));
    }
  }

  @Test
  void aFeedFromAnyBatchIsTheRestOfTheWholeOne() throws IOException, InterruptedException {
    BatchPlan plan = plan(20, 6);
    byte[] whole = all(BatchFeed.floats(plan), 3);
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int batch = 0; batch < plan.batches(); batch++) {
        byte[] rest = all(BatchFeed.floats(plan).from(epoch, batch), 3);
        byte[] expected = Arrays.copyOfRange(whole, whole.length - rest.length, whole.length);
        assertArrayEquals(expected, rest);
        int examples = 20 * (3 - epoch) - 6 * batch;
        int batches = 4 * (3 - epoch) - batch;
        assertEquals(examples * (60 * 4 + 12) + batches * 12, rest.length);
      }
    }
    assertEquals(0, all(BatchFeed.floats(plan).from(3, 0), 3).length);
  }

  /** What is done with each example on the thread that makes batches; changes nothing. */
  private record Watch(LongConsumer seen) implements Transform {
    @Override
    public String name() {
      return "watch";
    }

    @Override
    public int draws(int features) {
      return 1;
    }

    @Override
    public void apply(double[] x, double[] scratch, RandomStream stream, long from) {
      seen.accept(from);
    }
  }

  @Test
  void noMoreBatchesAreMadeAheadThanAsked() throws InterruptedException {
    AtomicInteger made = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    Watch watch =
        new Watch(
            example -> {
              made.incrementAndGet();
              three.countDown();
            });
    BatchPlan plan = BatchPlan.of(BatchExamples.images(50), 1).with(watch);
    try (BatchFeed feed = BatchFeed.floats(plan).ahead(2).to(1)) {
      for (int taken = 0; taken <= 40; taken++) {
        // One is being used, two may be ready.
        assertTrue(made.get() <= Math.max(1, taken) + 2, made + " made, " + taken + " taken");
        if (taken == 0) {
          three.await();
        }
        assertTrue(feed.advance());
      }
    }
  }

  @Test
  void aThreadOfItsOwnMakesBatchesAheadAndNoneDoesWithoutThem() throws InterruptedException {
    AtomicReference<Thread> maker = new AtomicReference<>();
    Watch watch = new Watch(example -> maker.set(Thread.currentThread()));
    BatchPlan plan = BatchPlan.of(BatchExamples.images(50), 1).with(watch);
    BatchFeed threaded = BatchFeed.floats(plan).ahead(1).to(1);
    assertTrue(threaded.advance());
    assertNotSame(Thread.currentThread(), maker.get());
    threaded.close();
    assertFalse(maker.get().isAlive());
    assertThrows(IllegalStateException.class, threaded::advance);
    try (BatchFeed feed = BatchFeed.floats(plan).ahead(0).to(1)) {
      assertTrue(feed.advance());
      assertSame(Thread.currentThread(), maker.get());
    }
  }

  @Test
  void closingStopsAThreadThatIsInTheMiddleOfABatch() throws InterruptedException {
    CountDownLatch inside = new CountDownLatch(1);
    AtomicReference<Thread> maker = new AtomicReference<>();
    Watch watch =
        new Watch(
            example -> {
              maker.set(Thread.currentThread());
              inside.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    BatchPlan plan = BatchPlan.of(BatchExamples.images(50), 1).with(watch);
    BatchFeed feed = BatchFeed.floats(plan).to(100);
    inside.await();
    feed.close();
    assertFalse(maker.get().isAlive());
    feed.close();
  }

  @Test
  void anInterruptEndsTheWaitAndLosesNoBatch() throws InterruptedException, IOException {
    BatchPlan plan = plan(20, 6);
    byte[] expected = all(BatchFeed.floats(plan).ahead(0), 2);
    for (int ahead : new int[] {0, 2}) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try (BatchFeed feed = BatchFeed.floats(plan).ahead(ahead).to(2)) {
        while (feed.advance()) {
          out.write(BatchExamples.bytes(feed.batch()));
          Thread.currentThread().interrupt();
          assertThrows(InterruptedException.class, feed::advance);
          assertFalse(Thread.currentThread().isInterrupted());
        }
      }
      assertArrayEquals(expected, out.toByteArray());
    }
  }

  @Test
  void aFailureIsThrownWhereItsBatchIsAskedFor() throws InterruptedException {
    Watch watch =
        new Watch(
            example -> {
              if (example == 4) {
                throw new ArithmeticException("example four");
              }
            });
    BatchPlan plan = BatchPlan.of(BatchExamples.images(10), 2).with(watch);
    for (int ahead : new int[] {0, 3}) {
      try (BatchFeed feed = BatchFeed.floats(plan).ahead(ahead).to(1)) {
        assertTrue(feed.advance());
        assertTrue(feed.advance());
        for (int again = 0; again < 2; again++) {
          IllegalStateException e = assertThrows(IllegalStateException.class, feed::advance);
          assertTrue(e.getMessage().contains("example four"), e.getMessage());
          assertTrue(e.getCause() instanceof ArithmeticException);
        }
      }
    }
  }

  @Test
  void thereIsNoBatchBeforeTheFirstAndAfterTheLast() throws InterruptedException {
    for (int ahead : new int[] {0, 1}) {
      try (BatchFeed feed = BatchFeed.doubles(plan(4, 2)).ahead(ahead).to(1)) {
        assertThrows(IllegalStateException.class, feed::batch);
        assertTrue(feed.advance());
        assertTrue(feed.advance());
        assertEquals(1, feed.batch().index());
        assertFalse(feed.advance());
        assertFalse(feed.advance());
        assertThrows(IllegalStateException.class, feed::batch);
      }
    }
  }

  /** Both the thread that makes batches and the one that takes them. */
  @Test
  void nothingIsAllocatedPerBatch() throws InterruptedException {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    AtomicReference<Thread> maker = new AtomicReference<>();
    Watch watch = new Watch(new Remember(maker));
    BatchPlan plan = plan(6000, 5).with(watch);
    try (BatchFeed feed = BatchFeed.floats(plan).ahead(2).to(1)) {
      for (int warm = 0; warm < 200; warm++) {
        assertTrue(feed.advance());
      }
      long makerId = maker.get().getId();
      long takerId = Thread.currentThread().getId();
      long before =
          threads.getThreadAllocatedBytes(makerId) + threads.getThreadAllocatedBytes(takerId);
      for (int b = 0; b < 900; b++) {
        feed.advance();
      }
      long bytes =
          threads.getThreadAllocatedBytes(makerId)
              + threads.getThreadAllocatedBytes(takerId)
              - before;
      assertTrue(bytes < 900, bytes + " bytes for 900 batches");
    }
  }

  /** Notes the thread, and allocates nothing. */
  private record Remember(AtomicReference<Thread> maker) implements LongConsumer {
    @Override
    public void accept(long example) {
      maker.set(Thread.currentThread());
    }
  }
}
