package org.bitgrad.data;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bitgrad.random.RandomStream;

/**
 * Shifts and scales numbers so that what a network sees of a training part has mean 0 and deviation
 * 1; other parts are treated with the same constants.
 *
 * <p>{@code x = (x - mean) / deviation}, the deviation with divisor n. Where all training numbers
 * are equal, the deviation is taken as 1, so that the result is 0 there and finite elsewhere.
 *
 * <p>Statistics are those of the numbers that arrive here: a binarisation before it is named where
 * the statistics are taken, and {@link BatchPlan#with} refuses another order. Of bits that are
 * drawn at each visit the mean m is that of their probabilities and the deviation is {@code sqrt(m
 * (1 - m))}, exactly: nothing is drawn.
 *
 * <p>Random changes that augment a training part need not be named: the constants of channels are
 * those of the examples as validation and test see them, which is published practice. Flips and
 * crops move pixels to where other pixels' constants hold, so for single numbers they are named,
 * too; then statistics are expectations over the moves, also exact.
 *
 * <pre>{@code
 * Transform standardise = Standardisation.perChannel(train);   // never of the test part
 * Transform bits = Transforms.dynamicBinarisation();
 * Transform ofBits = Standardisation.perFeature(train, bits);  // transforms(bits, ofBits)
 * }</pre>
 */
public final class Standardisation implements Transform {
  /** Variance, relative to the mean square, of what varies by rounding only. */
  private static final double ROUNDING = 1e-13;

  private final double[] mean;
  private final double[] deviation;
  private final int block;
  private final List<Transform> behind;

  private Standardisation(Fit fit, int block, List<Transform> behind) {
    this.mean = fit.mean;
    this.deviation = fit.deviation;
    this.block = block;
    this.behind = behind;
  }

  private static final class Fit {
    private final double[] mean;
    private final double[] deviation;

    Fit(double[] mean, double[] deviation) {
      this.mean = mean;
      this.deviation = deviation;
    }
  }

  /**
   * One mean and deviation for each number of an example.
   *
   * @param train the training part
   * @param before what changes the numbers before, in order, each part optional: transforms that
   *     draw nothing; flips and crops; thresholds; {@link Transforms#dynamicBinarisation}
   * @return the transform
   * @throws IllegalArgumentException if there is another transform before it or another order, or
   *     there is one example only and no bits are drawn
   */
  public static Standardisation perFeature(Examples train, Transform... before) {
    return fit(train, 1, before);
  }

  /**
   * One mean and deviation for each channel of images.
   *
   * @param train the training part
   * @param before what changes the numbers before, as in {@link #perFeature}
   * @return the transform
   * @throws IllegalArgumentException as {@link #perFeature}, of single pixels
   */
  public static Standardisation perChannel(LabelledImages train, Transform... before) {
    return fit(train, train.shape().rows() * train.shape().columns(), before);
  }

  private static Standardisation fit(Examples train, int block, Transform... before) {
    List<Transform> behind = List.of(before);
    Seen seen = new Seen(train, behind);
    if (!seen.drawn() && (long) block * train.size() < 2) {
      throw new IllegalArgumentException(
          "train must have at least 2 examples for deviations, but has " + train.size());
    }
    Fit fit =
        seen.drawn() ? ofBits(seen, block) : seen.moved() ? ofMoved(seen, block) : of(seen, block);
    return new Standardisation(fit, block, behind);
  }

  /** Bits are 1 with the probabilities that are seen; their squares are themselves. */
  private static Fit ofBits(Seen seen, int block) {
    double[] mean = means(seen, block);
    double[] deviation = new double[mean.length];
    for (int c = 0; c < mean.length; c++) {
      double variance = mean[c] * (1 - mean[c]);
      deviation[c] = variance > 0 ? Math.sqrt(variance) : 1;
    }
    return new Fit(mean, deviation);
  }

  private static double[] means(Seen seen, int block) {
    double[] x = seen.numbers();
    double[] mean = new double[x.length / block];
    for (int n = 0; n < seen.size(); n++) {
      seen.read(n);
      for (int i = 0; i < x.length; i++) {
        mean[i / block] += x[i];
      }
    }
    double count = (double) block * seen.size();
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= count;
    }
    return mean;
  }

  /** Squares are expected ones behind moves, so that deviations from a mean are not at hand. */
  private static Fit ofMoved(Seen seen, int block) {
    double[] mean = means(seen, block);
    double[] variance = new double[mean.length];
    double[] squares = seen.squares();
    double count = (double) block * seen.size();
    for (int n = 0; n < seen.size(); n++) {
      seen.read(n);
      for (int i = 0; i < squares.length; i++) {
        variance[i / block] += squares[i] / count;
      }
    }
    for (int c = 0; c < mean.length; c++) {
      double rounding = ROUNDING * variance[c];
      variance[c] -= mean[c] * mean[c];
      variance[c] = variance[c] > rounding ? Math.sqrt(variance[c]) : 1;
    }
    return new Fit(mean, variance);
  }

  private static Fit of(Seen seen, int block) {
    double[] x = seen.numbers();
    double[] mean = means(seen, block);
    double[] squares = new double[mean.length];
    // A second pass: sums of squares minus squares of sums would lose the digits of small spreads.
    boolean[] varies = new boolean[mean.length];
    double[] first = new double[mean.length];
    for (int n = 0; n < seen.size(); n++) {
      seen.read(n);
      for (int i = 0; i < x.length; i++) {
        int c = i / block;
        if (n == 0 && i % block == 0) {
          first[c] = x[i];
        }
        varies[c] |= x[i] != first[c];
        squares[c] += (x[i] - mean[c]) * (x[i] - mean[c]);
      }
    }
    double count = (double) block * seen.size();
    for (int c = 0; c < mean.length; c++) {
      // The mean of equal numbers may be off by its rounding; the number itself is not.
      mean[c] = varies[c] ? mean[c] : first[c];
      squares[c] = varies[c] ? Math.sqrt(squares[c] / count) : 1;
    }
    return new Fit(mean, squares);
  }

  /**
   * Refuses a place in a list at which numbers arrive that are not those of which this has the
   * statistics. Random changes that are not drawn bits augment: there may be none, as in parts for
   * validation, or for channels any.
   */
  void requireBehind(List<Transform> before, int features) {
    boolean fixed = fixed(before, features).equals(fixed(behind, features));
    boolean moved = before.stream().anyMatch(t -> t instanceof Transforms.Moving);
    boolean same = before.stream().filter(t -> known(t, features)).toList().equals(behind);
    if (!fixed || (moved && !same && block == 1)) {
      throw new IllegalArgumentException(
          "standardisation must have the statistics of what comes before it, "
              + names(before)
              + ", but has those of "
              + names(behind)
              + "; give the transforms in their order to perFeature or perChannel");
    }
  }

  private static List<Transform> fixed(List<Transform> transforms, int features) {
    return transforms.stream()
        .filter(t -> known(t, features) && !(t instanceof Transforms.Moving))
        .toList();
  }

  private static boolean known(Transform transform, int features) {
    return transform instanceof Transforms.Moving
        || Transforms.drawsBits(transform)
        || transform.draws(features) == 0;
  }

  private static String names(List<Transform> transforms) {
    return transforms.isEmpty()
        ? "examples as they are"
        : transforms.stream().map(Transform::name).collect(Collectors.joining(", "));
  }

  /** {@return means of the training part, per feature or channel} */
  public double[] mean() {
    return mean.clone();
  }

  /** {@return deviations of the training part, 1 where nothing varies} */
  public double[] deviation() {
    return deviation.clone();
  }

  @Override
  public String name() {
    return "standardisation";
  }

  @Override
  public int draws(int features) {
    if (features != mean.length * block) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "features must be %d, as in the training part, but is %d",
              mean.length * block,
              features));
    }
    return 0;
  }

  @Override
  public void apply(double[] x, double[] scratch, RandomStream stream, long from) {
    for (int c = 0; c < mean.length; c++) {
      for (int i = c * block; i < (c + 1) * block; i++) {
        x[i] = (x[i] - mean[c]) / deviation[c];
      }
    }
  }
}
