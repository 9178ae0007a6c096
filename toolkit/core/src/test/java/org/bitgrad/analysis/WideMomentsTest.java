package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Coordinates of one group may differ by any power of ten: each variance keeps its digits. */
class WideMomentsTest {
  private static final int[] POWERS = {-900, -500, -200, 0, 150, 480};
  private static final int VECTORS = 60;

  private final double[][] plain = numbers(0);
  private final double[][] wide = numbers(1);

  private static double[][] numbers(int factor) {
    Random random = new Random(3);
    double[][] x = new double[VECTORS][POWERS.length];
    for (double[] row : x) {
      for (int i = 0; i < row.length; i++) {
        double digits = random.nextInt(3) == 0 ? 0 : random.nextGaussian();
        row[i] = Math.scalb(digits, factor * POWERS[i]);
      }
    }
    return x;
  }

  private static RunningMoments of(double[][] x, boolean wide) {
    RunningMoments total = new RunningMoments(POWERS.length, wide);
    for (int from = 0; from < x.length; from += 7) {
      RunningMoments part = new RunningMoments(POWERS.length, wide);
      for (int t = from; t < Math.min(x.length, from + 7); t++) {
        part.add(x[t]);
      }
      total.merge(part);
    }
    return total;
  }

  @Test
  void variancesDoNotDependOnTheSizeOfOtherCoordinates() {
    RunningMoments one = of(plain, false);
    RunningMoments other = of(wide, true);
    for (int i = 0; i < POWERS.length; i++) {
      assertEquals(one.variance(i), other.variance(i, -POWERS[i]), 1e-14 * one.variance(i));
    }
  }

  @Test
  void unitsAreWrittenAndRead() throws IOException {
    RunningMoments one = of(wide, true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    one.write(new DataOutputStream(bytes));
    RunningMoments read = new RunningMoments(POWERS.length, true);
    read.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
    for (int i = 0; i < POWERS.length; i++) {
      assertEquals(one.variance(i, -POWERS[i]), read.variance(i, -POWERS[i]));
    }
  }
}
