package org.bitgrad.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BatchPlanTest {
  /** Kept, because asking for it allocates. */
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final RandomStream STREAM = RandomStream.of(4, "batches");

  private static BatchPlan plan(int size, int rows) {
    LabelledImages images = BatchExamples.images(size);
    return BatchPlan.of(images, rows)
        .with(Transforms.horizontalFlip(images.shape()))
        .with(Transforms.randomCrop(images.shape(), 2))
        .with(Transforms.dynamicBinarisation())
        .from(STREAM)
        .shuffled();
  }

  private static List<Integer> epoch(BatchPlan plan, long epoch) {
    BatchReader reader = new BatchReader(plan);
    BatchBuffer buffer = BatchBuffer.ofDoubles(plan);
    List<Integer> visited = new ArrayList<>();
    for (int b = 0; b < plan.batches(); b++) {
      reader.read(epoch, b, buffer);
      for (int row = 0; row < buffer.rows(); row++) {
        visited.add(buffer.examples()[row]);
      }
    }
    return visited;
  }

  @Test
  void everyEpochVisitsEveryExampleOnceInAnOrderOfItsOwn() {
    for (int size = 1; size <= 30; size++) {
      for (int rows = 1; rows <= size; rows += 4) {
        List<Integer> visited = epoch(plan(size, rows), 3);
        assertEquals(size, visited.size());
        assertArrayEquals(
            IntStream.range(0, size).toArray(),
            visited.stream().mapToInt(i -> i).sorted().toArray());
      }
    }
    BatchPlan plan = plan(30, 7);
    assertEquals(epoch(plan, 0), epoch(plan, 0));
    assertFalse(epoch(plan, 0).equals(epoch(plan, 1)));
    assertFalse(epoch(plan, 0).equals(epoch(plan.from(RandomStream.of(5, "batches")), 0)));
  }

  @Test
  void withoutShufflingTheOrderIsThatOfTheExamples() {
    BatchPlan plan = BatchPlan.of(BatchExamples.images(10), 4);
    assertEquals(IntStream.range(0, 10).boxed().toList(), epoch(plan, 5));
    assertEquals(3, plan.batches());
    assertEquals(2, plan.wholeBatchesOnly().batches());
    assertEquals(8, epoch(plan.wholeBatchesOnly(), 0).size());
  }

  @Test
  void rowsHoldTheNumbersAndTargetOfTheirExample() {
    LabelledImages images = BatchExamples.images(10);
    BatchPlan plan = BatchPlan.of(images, 4).from(STREAM).shuffled();
    BatchReader reader = new BatchReader(plan);
    BatchBuffer single = BatchBuffer.ofFloats(plan);
    BatchBuffer full = BatchBuffer.ofDoubles(plan);
    reader.read(2, 2, single);
    reader.read(2, 2, full);
    assertEquals(2, single.rows());
    assertEquals(2, full.epoch());
    assertEquals(2, full.index());
    for (int row = 0; row < 2; row++) {
      int example = full.examples()[row];
      assertEquals(images.label(example), full.targets()[row]);
      for (int i = 0; i < images.features(); i++) {
        double expected = images.pixel(example, i) / 255.0;
        assertEquals(expected, full.doubles()[row * images.features() + i]);
        assertEquals((float) expected, single.floats()[row * images.features() + i]);
      }
    }
  }

  @Test
  void aBatchCanBeAskedForAloneAndInAnyOrder() {
    BatchPlan plan = plan(23, 5);
    BatchReader reader = new BatchReader(plan);
    BatchBuffer expected = BatchBuffer.ofFloats(plan);
    BatchBuffer alone = BatchBuffer.ofFloats(plan);
    for (int epoch = 0; epoch < 3; epoch++) {
      for (int b = 0; b < plan.batches(); b++) {
        reader.read(epoch, b, expected);
        BatchReader other = new BatchReader(plan);
        other.read(7, 1, alone);
        other.read(epoch, b, alone);
        assertArrayEquals(BatchExamples.bytes(expected), BatchExamples.bytes(alone));
      }
    }
  }

  /** Batches of another size hold the same numbers of an example in the same epoch. */
  @Test
  void whatAnExampleLooksLikeDependsOnTheEpochButNotOnItsBatch() {
    double[][] bySeven = looks(plan(30, 7), 1);
    assertArrayEquals(bySeven, looks(plan(30, 4), 1));
    double[][] otherEpoch = looks(plan(30, 7), 2);
    assertTrue(IntStream.range(0, 30).noneMatch(n -> Arrays.equals(bySeven[n], otherEpoch[n])));
    assertTrue(
        IntStream.range(1, 30).noneMatch(n -> Arrays.equals(bySeven[0], bySeven[n])),
        "two visits read the same random numbers");
  }

  /** Adding a change that draws nothing, or one of another name, leaves the others as they were. */
  @Test
  void changesHaveStreamsOfTheirOwn() {
    LabelledImages images = BatchExamples.images(12);
    BatchPlan bits = BatchPlan.of(images, 5).from(STREAM).with(Transforms.dynamicBinarisation());
    BatchPlan more =
        BatchPlan.of(images, 5)
            .from(STREAM)
            .with(Transforms.randomCrop(images.shape(), 0))
            .with(Transforms.dynamicBinarisation());
    assertArrayEquals(looks(bits, 3), looks(more, 3));
  }

  private static double[][] looks(BatchPlan plan, long epoch) {
    BatchReader reader = new BatchReader(plan);
    BatchBuffer buffer = BatchBuffer.ofDoubles(plan);
    double[][] looks = new double[plan.examples().size()][];
    for (int b = 0; b < plan.batches(); b++) {
      reader.read(epoch, b, buffer);
      for (int row = 0; row < buffer.rows(); row++) {
        int from = row * buffer.features();
        looks[buffer.examples()[row]] =
            Arrays.copyOfRange(buffer.doubles(), from, from + buffer.features());
      }
    }
    return looks;
  }

  @Test
  void readingAllocatesNothingWithinAnEpoch() {
    BatchPlan plan = plan(2000, 5);
    BatchReader reader = new BatchReader(plan);
    BatchBuffer buffer = BatchBuffer.ofFloats(plan);
    long bytes = 0;
    // What is allocated once, when code runs for the first time, is not counted.
    for (int pass = 0; pass < 3; pass++) {
      long before = allocated();
      for (int b = 0; b < plan.batches(); b++) {
        reader.read(0, b, buffer);
      }
      bytes = allocated() - before;
    }
    assertTrue(bytes < plan.batches(), bytes + " bytes for 400 batches");
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  @Test
  void badArgumentsAreRefusedWithNameAndValue() {
    LabelledImages images = BatchExamples.images(3);
    BatchPlan plan = BatchPlan.of(images, 2);
    refused("rows", "0", () -> BatchPlan.of(images, 0));
    refused("rows", "4", () -> BatchPlan.of(images, 4));
    refused("shape", "4", () -> plan.with(Transforms.horizontalFlip(new ImageShape(1, 2, 2))));
    refused(
        "threshold",
        "second",
        () -> plan.with(Transforms.threshold(0)).with(Transforms.threshold(1)));
    BatchBuffer buffer = BatchBuffer.ofFloats(plan);
    refused("batch", "2", () -> new BatchReader(plan).read(0, 2, buffer));
    refused("epoch", "-1", () -> new BatchReader(plan).read(-1, 0, buffer));
    refused("ahead", "-1", () -> BatchFeed.floats(plan).ahead(-1));
    refused("firstBatch", "2", () -> BatchFeed.floats(plan).from(0, 2));
    refused("firstEpoch", "-1", () -> BatchFeed.floats(plan).from(-1, 0));
    refused("epochs", "-1", () -> BatchFeed.floats(plan).to(-1));
  }

  private static void refused(String name, String value, Executable call) {
    String message = assertThrows(IllegalArgumentException.class, call).getMessage();
    assertTrue(message.contains(name) && message.contains(value), message);
  }
}
