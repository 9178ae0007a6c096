package org.bitgrad.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.bitgrad.random.RandomStream;

/**
 * How examples are cut into batches, epoch by epoch. Immutable.
 *
 * <p>Every number of batch b of epoch e depends on the stream, e, the example and the transform
 * alone: any batch can be made again without those before it, on any thread. Each epoch has an
 * order of its own; each visit of an example has random numbers of its own.
 *
 * <pre>{@code
 * BatchPlan plan =
 *     BatchPlan.of(train, 100)
 *         .shuffled()
 *         .with(Transforms.randomCrop(train.shape(), 4))
 *         .from(RandomStream.of(7, "training"));
 * try (BatchFeed feed = BatchFeed.floats(plan).ahead(2).from(0, 0).to(10)) {
 *   while (feed.advance()) {
 *     step(feed.batch().floats(), feed.batch().targets());
 *   }
 * }
 * }</pre>
 */
public final class BatchPlan {
  private final Examples examples;
  private final int rows;
  private final boolean shuffled;
  private final boolean whole;
  private final List<Transform> transforms;
  private final RandomStream stream;

  private BatchPlan(
      Examples examples,
      int rows,
      Choices choices,
      List<Transform> transforms,
      RandomStream stream) {
    this.examples = examples;
    this.rows = rows;
    this.shuffled = choices.shuffled();
    this.whole = choices.whole();
    this.transforms = List.copyOf(transforms);
    this.stream = stream;
  }

  private record Choices(boolean shuffled, boolean whole) {}

  /**
   * Batches in the order of the examples, the last one smaller if need be, nothing changed.
   *
   * @param examples the examples
   * @param rows examples per batch, 1 to their number
   * @return the plan
   * @throws IllegalArgumentException if there are fewer examples than rows
   */
  public static BatchPlan of(Examples examples, int rows) {
    if (rows < 1 || rows > examples.size()) {
      throw new IllegalArgumentException(
          "rows must be 1 to " + examples.size() + ", but is " + rows);
    }
    return new BatchPlan(
        examples, rows, new Choices(false, false), List.of(), RandomStream.of(0, "batches"));
  }

  /** {@return the same with a new random order each epoch} */
  public BatchPlan shuffled() {
    return new BatchPlan(examples, rows, new Choices(true, whole), transforms, stream);
  }

  /** {@return the same without a smaller last batch; its examples are left out of the epoch} */
  public BatchPlan wholeBatchesOnly() {
    return new BatchPlan(examples, rows, new Choices(shuffled, true), transforms, stream);
  }

  /**
   * The same with a change of each example at each visit, after those named before.
   *
   * @param transform the change
   * @return the plan
   * @throws IllegalArgumentException if the examples do not fit it, one of its name is there, or a
   *     {@link Standardisation} has not the statistics of what comes before it
   */
  public BatchPlan with(Transform transform) {
    List<Transform> all = new ArrayList<>(transforms);
    all.add(transform);
    Set<String> names = new HashSet<>();
    for (Transform each : all) {
      if (!names.add(each.name())) {
        throw new IllegalArgumentException(
            "transform is a second '" + each.name() + "'; allowed: one of each name");
      }
    }
    if (transform.draws(examples.features()) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "draws of '%s' must be at least 0, but is %d",
              transform.name(),
              transform.draws(examples.features())));
    }
    requireOrder(all);
    return new BatchPlan(examples, rows, new Choices(shuffled, whole), all, stream);
  }

  /** Statistics are those of what a standardisation reads, and what is drawn are probabilities. */
  private void requireOrder(List<Transform> all) {
    for (int t = 0; t < all.size(); t++) {
      List<Transform> before = all.subList(0, t);
      if (all.get(t) instanceof Standardisation standardisation) {
        standardisation.requireBehind(before, examples.features());
      }
      if (Transforms.drawsBits(all.get(t))
          && before.stream().anyMatch(each -> each instanceof Standardisation)) {
        throw new IllegalArgumentException(
            "transform '"
                + all.get(t).name()
                + "' must come before the standardisation, behind which numbers are no"
                + " probabilities");
      }
    }
  }

  /**
   * The same with another stream of random numbers.
   *
   * @param random where orders and changes come from; the default is {@code (0, "batches")}
   * @return the plan
   */
  public BatchPlan from(RandomStream random) {
    return new BatchPlan(examples, rows, new Choices(shuffled, whole), transforms, random);
  }

  /** {@return the examples} */
  public Examples examples() {
    return examples;
  }

  /** {@return the largest number of examples in a batch} */
  public int rows() {
    return rows;
  }

  /** {@return number of batches in an epoch} */
  public int batches() {
    return whole ? examples.size() / rows : (examples.size() + rows - 1) / rows;
  }

  List<Transform> transforms() {
    return transforms;
  }

  /** Writes the order of the examples in an epoch. */
  void order(long epoch, int[] out) {
    if (shuffled) {
      Shuffle.order(stream.child("order").child(epoch), out);
    } else {
      Arrays.setAll(out, i -> i);
    }
  }

  /** The stream of a transform in an epoch; an example's numbers begin at a position of its own. */
  RandomStream visits(Transform transform, long epoch) {
    return stream.child(transform.name()).child(epoch);
  }
}
