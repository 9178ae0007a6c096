package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Slices cover a batch. */
class RowSlicesTest {
  @Test
  void slicesFollowOneAnotherAndNoneIsLargerThanAnnounced() {
    RowSlices slices = new RowSlices();
    for (int capacity = 1; capacity < 450; capacity += 7) {
      for (int rows = 1; rows <= capacity; rows++) {
        slices.rows(rows);
        assertTrue(slices.count() <= RowSlices.COUNT);
        assertEquals(0, slices.from(0));
        assertEquals(rows, slices.to(slices.count() - 1));
        for (int s = 0; s < slices.count(); s++) {
          assertTrue(slices.to(s) - slices.from(s) <= RowSlices.largest(capacity));
          assertTrue(s == 0 || slices.from(s) == slices.to(s - 1));
        }
      }
    }
  }
}
