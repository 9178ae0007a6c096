package org.bitgrad.analysis;

import java.util.Optional;

/**
 * The squared bias and the variance of one estimate in one group of parameters, and what they make
 * of the error of an average: {@code MSE = |b|^2 + share v}, where the share is the reciprocal of
 * the number of estimates averaged, whole or not.
 *
 * <p>Sampled parts carry, per batch of trials, the first-order change that the batch makes to them:
 * {@code 2 (m - g) (m_k - m)} to the squared bias and {@code v_k - v} to the variance. Where a bias
 * stands far out of the noise, these give the interval of a difference of two errors (Student's t),
 * and estimators whose trials read the same random numbers are paired by it. A bias within the
 * noise is not linear in the batches; then the limits of the parts are joined (G. Y. Zou, A.
 * Donner, "Construction of confidence limits about effect measures: a general approach", Statistics
 * in Medicine 27, 2008): distances from the estimate add in squares, apart from that to a bias of
 * 0, which is no tail of a distribution but where the truth may lie for certain, and which is added
 * as it is. Such intervals cover more often than 95 %.
 */
final class ErrorParts {
  private static final double[] NONE = {};

  /** What is left of a bias of 0 by rounding, relative to the size of the estimate. */
  private static final double ROUNDING = 1e-13;

  /** Smaller squares have lost digits, or all of them. */
  private static final double LEAST_SQUARE = 1e-290;

  private final Optional<Measured> squaredBias;
  private final Measured variance;
  private final double[] pull;
  private final double[] excess;
  private final double trials;
  private final double size;

  private ErrorParts(
      Optional<Measured> squaredBias,
      Measured variance,
      double[] pull,
      double[] excess,
      Sample sample) {
    this.squaredBias = squaredBias;
    this.variance = variance;
    this.pull = pull;
    this.excess = excess;
    trials = sample.trials();
    size = sample.size();
  }

  /**
   * What the parts were taken from.
   *
   * @param trials behind sampled parts, 0 behind exact ones
   * @param size the largest absolute number of the mean
   */
  private record Sample(double trials, double size) {}

  /** Exact moments; without the exact gradient the bias is that declared, or unknown. */
  static ErrorParts exact(
      double[] mean, double[] variances, Optional<double[]> gradient, boolean unbiased) {
    double trace = 0;
    for (double v : variances) {
      trace += v;
    }
    Optional<Measured> bias = unbiased ? Optional.of(Measured.none()) : Optional.empty();
    if (gradient.isPresent()) {
      double square = 0;
      double size = trace;
      for (int i = 0; i < mean.length; i++) {
        double d = mean[i] - gradient.get()[i];
        square += d * d;
        size += mean[i] * mean[i];
      }
      bias = Optional.of(Measured.exact(square <= ROUNDING * ROUNDING * size ? 0 : square));
    }
    Sample from = new Sample(0, Target.largest(mean));
    return new ErrorParts(bias, Measured.exact(trace), NONE, NONE, from);
  }

  /**
   * Sampled moments, of 20 trials or more.
   *
   * @param group statistics; its target is the exact gradient if {@code known}
   * @param known whether there is an exact gradient
   * @param unbiased whether the bias need not be measured
   */
  static ErrorParts sampled(GroupStatistics group, boolean known, boolean unbiased) {
    VarianceEstimate spread = new VarianceEstimate(group);
    Measured variance = new Measured(spread.value(), spread.interval(), Measured.Origin.SAMPLED);
    Sample from = new Sample(group.total().count(), Target.largest(group.total().mean()));
    if (unbiased || !known) {
      Optional<Measured> bias = unbiased ? Optional.of(Measured.none()) : Optional.empty();
      return new ErrorParts(bias, variance, NONE, spread.excess(), from);
    }
    BiasEstimate bias = new BiasEstimate(group);
    Interval in = bias.interval();
    double square = bias.norm() * bias.norm();
    Measured squared =
        new Measured(
            square,
            new Interval(
                Math.min(square, in.low() * in.low()), Math.max(square, in.high() * in.high())),
            Measured.Origin.SAMPLED);
    return new ErrorParts(Optional.of(squared), variance, pull(group), spread.excess(), from);
  }

  private static double[] pull(GroupStatistics group) {
    double[] mean = group.total().mean();
    double[] g = group.target().gradient();
    double[] pull = new double[group.batchMeans().length];
    for (int k = 0; k < pull.length; k++) {
      for (int i = 0; i < mean.length; i++) {
        pull[k] += 2 * (mean[i] - g[i]) * (group.batchMeans()[k][i] - mean[i]);
      }
    }
    return pull;
  }

  /** Whether there are numbers, but too small for their squares: those are 0, or wrong. */
  boolean vanishes() {
    double squares = variance.value() + squaredBias.map(Measured::value).orElse(0.0);
    return size > 0 && size * size < LEAST_SQUARE && squares < LEAST_SQUARE;
  }

  /** Why numbers that vanish are not compared. */
  static String tooSmall() {
    return "its squared errors are too small to be compared: below " + LEAST_SQUARE;
  }

  /** Empty where there is neither an exact gradient nor a declaration. */
  Optional<Measured> squaredBias() {
    return squaredBias;
  }

  Measured variance() {
    return variance;
  }

  /** The mean squared error of an average; empty if the bias is not known. */
  Optional<Measured> error(double share) {
    if (squaredBias.isEmpty()) {
      return Optional.empty();
    }
    Measured b = squaredBias.get();
    Measured v = variance.times(share);
    double value = b.value() + v.value();
    if (!b.sampled() && !v.sampled()) {
      return Optional.of(Measured.exact(value));
    }
    double r = correlation(pull, excess);
    double low =
        linear()
            ? value - join(b.value() - b.interval().low(), v.value() - v.interval().low(), r)
            : v.interval().low();
    double high = value + join(b.interval().high() - b.value(), v.interval().high() - v.value(), r);
    return Optional.of(
        new Measured(value, new Interval(Math.max(0, low), high), Measured.Origin.SAMPLED));
  }

  /**
   * Whether the squared bias follows the batches: it stands out of the noise, or is not sampled.
   */
  private boolean linear() {
    Measured b = squaredBias.orElseThrow();
    return !b.sampled() || b.interval().low() > 0;
  }

  /** Whether the batches show the noise of the squared bias even where a paired one cancels it. */
  private boolean clear() {
    Measured b = squaredBias.orElseThrow();
    return !b.sampled() || b.interval().low() > b.value() / 2;
  }

  /** The 95 % interval of the error of one average less that of another. */
  static Interval difference(ErrorParts x, double shareX, ErrorParts y, double shareY) {
    double value = x.error(shareX).orElseThrow().value() - y.error(shareY).orElseThrow().value();
    if (x.clear() && y.clear()) {
      double half = halfWidth(x.influence(shareX), y.influence(shareY));
      return new Interval(value - half, value + half);
    }
    double spread = halfWidth(x.scaledExcess(shareX), y.scaledExcess(shareY));
    double below = join(join(x.tailBelow(), y.tailAbove(), 0), spread, 0) + x.toZero();
    double above = join(join(x.tailAbove(), y.tailBelow(), 0), spread, 0) + y.toZero();
    return new Interval(value - below, value + above);
  }

  private double tailAbove() {
    Measured b = squaredBias.orElseThrow();
    return b.interval().high() - b.value();
  }

  private double tailBelow() {
    Measured b = squaredBias.orElseThrow();
    return linear() ? b.value() - b.interval().low() : 0;
  }

  private double toZero() {
    return linear() ? 0 : squaredBias.orElseThrow().value();
  }

  private double[] scaledExcess(double share) {
    double[] change = excess.clone();
    for (int k = 0; k < change.length; k++) {
      change[k] *= share;
    }
    return change;
  }

  private double[] influence(double share) {
    if (pull.length == 0) {
      return scaledExcess(share);
    }
    double[] change = scaledExcess(share - 1 / trials);
    for (int k = 0; k < change.length; k++) {
      change[k] += pull[k];
    }
    return change;
  }

  /** Half the interval of the mean of x less y, Student's t over batches; exact parts have none. */
  private static double halfWidth(double[] x, double[] y) {
    int batches = Math.max(x.length, y.length);
    if (batches == 0) {
      return 0;
    }
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < batches; k++) {
      double d = (x.length == 0 ? 0 : x[k]) - (y.length == 0 ? 0 : y[k]);
      sum += d;
      squares += d * d;
    }
    double variance = Math.max(0, squares - sum * sum / batches) / (batches - 1);
    return Quantiles.t(batches - 1) * Math.sqrt(variance / batches);
  }

  private static double join(double x, double y, double r) {
    return Math.sqrt(Math.max(0, x * x + y * y + 2 * r * x * y));
  }

  private static double correlation(double[] x, double[] y) {
    if (x.length == 0 || x.length != y.length) {
      return 0;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int k = 0; k < x.length; k++) {
      xy += x[k] * y[k];
      xx += x[k] * x[k];
      yy += y[k] * y[k];
    }
    return xy == 0 ? 0 : Math.max(-1, Math.min(1, xy / (Math.sqrt(xx) * Math.sqrt(yy))));
  }
}
