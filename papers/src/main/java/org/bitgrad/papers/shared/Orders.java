package org.bitgrad.papers.shared;

import org.bitgrad.random.RandomStream;

/** Random orders. */
public final class Orders {
  private Orders() {}

  /**
   * A random permutation.
   *
   * @param keys its random numbers
   * @param count how many numbers
   * @return 0 to count - 1 in random order
   */
  public static int[] shuffled(RandomStream keys, int count) {
    int[] order = new int[count];
    for (int n = 0; n < count; n++) {
      // Inside-out shuffle (Fisher and Yates).
      int at = (int) (keys.uniform(n) * (n + 1));
      order[n] = order[at];
      order[at] = n;
    }
    return order;
  }
}
