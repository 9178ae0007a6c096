package org.bitgrad.data;

import java.util.Arrays;
import org.bitgrad.random.RandomStream;

/**
 * A division of examples into two parts, by a seed: for training and validation, for instance.
 *
 * <p>Both parts list the examples in ascending order, so that a split moves no example past
 * another.
 *
 * <pre>{@code
 * Split split = Split.stratified(images, 5000, RandomStream.of(1, "split"));
 * LabelledImages train = images.at(split.kept());
 * LabelledImages validation = images.at(split.held());
 * }</pre>
 */
public final class Split {
  private final int[] kept;
  private final int[] held;

  private Split(boolean[] isHeld, int count) {
    kept = new int[isHeld.length - count];
    held = new int[count];
    int nextKept = 0;
    int nextHeld = 0;
    for (int n = 0; n < isHeld.length; n++) {
      if (isHeld[n]) {
        held[nextHeld++] = n;
      } else {
        kept[nextKept++] = n;
      }
    }
  }

  /**
   * Holds out examples regardless of their class.
   *
   * @param size number of examples, at least 2
   * @param held how many are held out, 1 to size - 1
   * @param stream where the random numbers come from
   * @return the split
   * @throws IllegalArgumentException if a part would be empty
   */
  public static Split random(int size, int held, RandomStream stream) {
    check(size, held);
    int[] order = new int[size];
    Shuffle.order(stream, order);
    boolean[] isHeld = new boolean[size];
    for (int i = 0; i < held; i++) {
      isHeld[order[i]] = true;
    }
    return new Split(isHeld, held);
  }

  /**
   * Holds out the same share of each class. Where shares are no whole numbers, the classes with the
   * largest remainders give one more, of equal ones the first.
   *
   * @param examples the examples, at least 2
   * @param held how many are held out, 1 to size - 1
   * @param stream where the random numbers come from; each class has a stream of its own
   * @return the split
   * @throws IllegalArgumentException if a part would be empty
   */
  public static Split stratified(LabelledExamples examples, int held, RandomStream stream) {
    check(examples.size(), held);
    int[] counts = examples.counts();
    int[] quota = quotas(counts, examples.size(), held);
    boolean[] isHeld = new boolean[examples.size()];
    for (int label = 0; label < counts.length; label++) {
      int[] members = members(examples, label, counts[label]);
      int[] order = new int[members.length];
      Shuffle.order(stream.child("class").child(label), order);
      for (int i = 0; i < quota[label]; i++) {
        isHeld[members[order[i]]] = true;
      }
    }
    return new Split(isHeld, held);
  }

  private static int[] members(LabelledExamples examples, int label, int count) {
    int[] members = new int[count];
    int next = 0;
    for (int n = 0; n < examples.size(); n++) {
      if (examples.label(n) == label) {
        members[next++] = n;
      }
    }
    return members;
  }

  private static int[] quotas(int[] counts, int size, int held) {
    int[] quota = new int[counts.length];
    long[] remainder = new long[counts.length];
    int given = 0;
    for (int label = 0; label < counts.length; label++) {
      long share = (long) counts[label] * held;
      quota[label] = (int) (share / size);
      remainder[label] = share % size;
      given += quota[label];
    }
    for (; given < held; given++) {
      int largest = 0;
      for (int label = 1; label < counts.length; label++) {
        largest = remainder[label] > remainder[largest] ? label : largest;
      }
      quota[largest]++;
      remainder[largest] = -1;
    }
    return quota;
  }

  private static void check(int size, int held) {
    if (size < 2) {
      throw new IllegalArgumentException("size must be at least 2, but is " + size);
    }
    if (held < 1 || held >= size) {
      throw new IllegalArgumentException("held must be 1 to " + (size - 1) + ", but is " + held);
    }
  }

  /** {@return the examples that are kept, ascending} */
  public int[] kept() {
    return Arrays.copyOf(kept, kept.length);
  }

  /** {@return the examples that are held out, ascending} */
  public int[] held() {
    return Arrays.copyOf(held, held.length);
  }
}
