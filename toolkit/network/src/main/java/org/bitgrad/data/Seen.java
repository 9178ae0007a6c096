package org.bitgrad.data;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.random.RandomStream;

/**
 * What a standardisation sees of examples behind other transforms: expected numbers and squares
 * over random moves, of probabilities where bits are drawn last.
 */
final class Seen {
  private static final RandomStream NO_NUMBERS = RandomStream.of(0, "standardisation");

  private final Examples train;
  private final List<Transform> certain = new ArrayList<>();
  private final List<Transforms.Moving> moves = new ArrayList<>();
  private final List<Transform> thresholds = new ArrayList<>();
  private final boolean drawn;
  private final double[] x;
  private final double[] squares;
  private final double[] scratch;
  private final double[] outside = new double[1];

  /** The order is that of the fields. */
  Seen(Examples train, List<Transform> before) {
    this.train = train;
    x = new double[train.features()];
    squares = new double[x.length];
    scratch = new double[x.length];
    int last = before.size() - 1;
    drawn = last >= 0 && Transforms.drawsBits(before.get(last));
    for (Transform each : drawn ? before.subList(0, last) : before) {
      sort(each);
    }
  }

  private void sort(Transform each) {
    int draws = each.draws(x.length);
    if (each instanceof Transforms.Moving move && thresholds.isEmpty()) {
      moves.add(move);
    } else if (Transforms.isThreshold(each) && moved()) {
      thresholds.add(each);
    } else if (draws == 0 && !moved()) {
      certain.add(each);
    } else {
      throw new IllegalArgumentException(
          "transforms before a standardisation must be, in this order, those that draw nothing,"
              + " flips and crops, thresholds, dynamic-binarisation, but there is '"
              + each.name()
              + "'");
    }
  }

  boolean drawn() {
    return drawn;
  }

  boolean moved() {
    return !moves.isEmpty();
  }

  int size() {
    return train.size();
  }

  /** {@return what {@link #read} writes: expected numbers, or probabilities of bits} */
  double[] numbers() {
    return x;
  }

  /** {@return what {@link #read} writes where something moves: expected squares} */
  double[] squares() {
    return squares;
  }

  void read(int example) {
    train.numbers(example, x);
    outside[0] = 0;
    for (Transform each : certain) {
      each.apply(x, scratch, NO_NUMBERS, 0);
    }
    // A threshold of what was moved is what a threshold makes of it, moved.
    for (Transform each : thresholds) {
      each.apply(x, scratch, NO_NUMBERS, 0);
      each.apply(outside, scratch, NO_NUMBERS, 0);
    }
    for (int i = 0; drawn && i < x.length; i++) {
      x[i] = Math.min(1, Math.max(0, x[i]));
    }
    if (moved()) {
      move();
    }
  }

  private void move() {
    for (int i = 0; i < x.length; i++) {
      squares[i] = x[i] * x[i];
    }
    for (Transforms.Moving each : moves) {
      each.expect(x, outside[0], scratch);
      each.expect(squares, outside[0] * outside[0], scratch);
    }
  }
}
