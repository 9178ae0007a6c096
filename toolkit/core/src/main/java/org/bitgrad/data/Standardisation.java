package org.bitgrad.data;

import java.util.Locale;
import org.bitgrad.random.RandomStream;

/**
 * Shifts and scales numbers so that a training part has mean 0 and deviation 1; other parts are
 * treated with the same constants.
 *
 * <p>{@code x = (x - mean) / deviation}, the deviation with divisor n. Where all training numbers
 * are equal, the deviation is taken as 1, so that the result is 0 there and finite elsewhere.
 *
 * <pre>{@code
 * Transform standardise = Standardisation.perChannel(train);   // never of the test part
 * }</pre>
 */
public final class Standardisation implements Transform {
  private final double[] mean;
  private final double[] deviation;
  private final int block;

  private Standardisation(double[] mean, double[] deviation, int block) {
    this.mean = mean;
    this.deviation = deviation;
    this.block = block;
  }

  /**
   * One mean and deviation for each number of an example.
   *
   * @param train the training part
   * @return the transform
   */
  public static Standardisation perFeature(Examples train) {
    return fit(train, 1);
  }

  /**
   * One mean and deviation for each channel of images.
   *
   * @param train the training part
   * @return the transform
   */
  public static Standardisation perChannel(LabelledImages train) {
    return fit(train, train.shape().rows() * train.shape().columns());
  }

  private static Standardisation fit(Examples train, int block) {
    double[] x = new double[train.features()];
    double[] mean = new double[x.length / block];
    double[] squares = new double[mean.length];
    for (int n = 0; n < train.size(); n++) {
      train.numbers(n, x);
      for (int i = 0; i < x.length; i++) {
        mean[i / block] += x[i];
      }
    }
    double count = (double) block * train.size();
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= count;
    }
    // A second pass: sums of squares minus squares of sums would lose the digits of small spreads.
    boolean[] varies = new boolean[mean.length];
    double[] first = new double[mean.length];
    for (int n = 0; n < train.size(); n++) {
      train.numbers(n, x);
      for (int i = 0; i < x.length; i++) {
        int c = i / block;
        if (n == 0 && i % block == 0) {
          first[c] = x[i];
        }
        varies[c] |= x[i] != first[c];
        squares[c] += (x[i] - mean[c]) * (x[i] - mean[c]);
      }
    }
    for (int c = 0; c < mean.length; c++) {
      // The mean of equal numbers may be off by its rounding; the number itself is not.
      mean[c] = varies[c] ? mean[c] : first[c];
      squares[c] = varies[c] ? Math.sqrt(squares[c] / count) : 1;
    }
    return new Standardisation(mean, squares, block);
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
