package org.bitgrad.train;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.numeric.RealArray;

/** What is summed over the steps of an epoch. */
final class EpochSums {
  /** Norms are taken at every step whose number is a multiple of this. */
  static final int NORM_EVERY = 16;

  private static final int LOSS = 0;
  private static final int STEPS = 1;
  private static final int NORMS = 2;
  private static final int SECONDS = 3;
  private static final int FIRST_SQUARE = 4;

  private final double[] numbers;

  EpochSums(int groups) {
    numbers = new double[FIRST_SQUARE + groups];
  }

  /** The sums themselves, for checkpoints. */
  RealArray numbers() {
    return RealArray.of(numbers);
  }

  void clear() {
    java.util.Arrays.fill(numbers, 0);
  }

  void loss(double loss) {
    numbers[LOSS] += loss;
    numbers[STEPS]++;
  }

  void seconds(double seconds) {
    numbers[SECONDS] += seconds;
  }

  /** Adds the norms of a step; false if one of them is not finite. */
  boolean norms(RealArray... gradients) {
    boolean finite = true;
    numbers[NORMS]++;
    for (int g = 0; g < gradients.length; g++) {
      double square = gradients[g].sumOfSquares();
      finite &= Double.isFinite(square);
      numbers[FIRST_SQUARE + g] += square;
    }
    return finite;
  }

  double meanLoss() {
    return numbers[LOSS] / numbers[STEPS];
  }

  double seconds() {
    return numbers[SECONDS];
  }

  List<Double> meanNorms() {
    List<Double> norms = new ArrayList<>();
    for (int g = FIRST_SQUARE; g < numbers.length; g++) {
      norms.add(Math.sqrt(numbers[g] / numbers[NORMS]));
    }
    return norms;
  }
}
