package org.bitgrad.papers.biasvariance2021;

import org.bitgrad.random.RandomStream;

/** Random orders. */
final class Orders {
  private Orders() {}

  /** {@return a random permutation of 0 to count - 1} */
  static int[] shuffled(RandomStream keys, int count) {
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
