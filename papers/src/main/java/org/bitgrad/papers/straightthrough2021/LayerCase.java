package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.Moments;
import org.bitgrad.papers.straightthrough2021.SpinFunction.Polynomial;
import org.bitgrad.papers.straightthrough2021.SpinFunction.Ridge;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;

/**
 * A random function of one layer of units.
 *
 * @param kind of the function
 * @param function of the states
 * @param noise of the units
 * @param a pre-activations
 */
@SuppressWarnings("ArrayRecordComponent")
record LayerCase(Kind kind, SpinFunction function, Noise noise, double[] a) {
  static final List<String> FAMILIES = List.of("logistic", "uniform", "triangular", "gaussian");

  private static final int MOST_UNITS = 6;
  private static final double SMALLEST_SCALE = 0.5;
  private static final double SCALES = 1.5;

  /** Kinds of functions. */
  enum Kind {
    MULTILINEAR,
    QUADRATIC,
    INTERACTIONS,
    EXPONENTIAL,
    SINE,
    SOFTPLUS;

    boolean isPolynomial() {
      return this == MULTILINEAR || this == QUADRATIC || this == INTERACTIONS;
    }

    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Units and noise follow from the index, the rest is drawn. */
  static LayerCase of(long seed, Kind kind, int index) {
    RandomStream stream = StraightThrough2021.stream(seed, kind.text()).child(index);
    int units = 1 + index % MOST_UNITS;
    double scale = SMALLEST_SCALE + SCALES * stream.child("scale").uniform(0);
    Noise noise = Noise.of(FAMILIES.get(index % FAMILIES.size()), scale);
    double[] a = Normals.of(stream.child("a"), units, scale);
    return new LayerCase(kind, function(kind, units, stream), noise, a);
  }

  private static SpinFunction function(Kind kind, int units, RandomStream stream) {
    double[] b = Normals.of(stream.child("b"), units, 1);
    if (kind.isPolynomial()) {
      double[] q = new double[units * units];
      if (kind != Kind.MULTILINEAR) {
        q = symmetric(Normals.of(stream.child("q"), units * units, 1), units);
      }
      int[][] products = kind == Kind.QUADRATIC ? new int[0][] : products(units);
      return new Polynomial(b, q, products, Normals.of(stream.child("c"), products.length + 1, 1));
    }
    double c = Normals.of(stream.child("shift"), 1, 1)[0];
    return switch (kind) {
      case EXPONENTIAL -> new Ridge(Math::exp, Math::exp, Math::exp, b, c);
      case SINE -> new Ridge(Math::sin, Math::cos, x -> 1, b, c);
      default -> new Ridge(VectorMath::softplus, VectorMath::sigmoid, x -> 0.25, b, c);
    };
  }

  private static double[] symmetric(double[] q, int n) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        q[i * n + j] = q[j * n + i];
      }
    }
    return q;
  }

  /** Neighbours in pairs and in threes, and all units. */
  private static int[][] products(int units) {
    List<int[]> all = new ArrayList<>();
    for (int i = 0; i + 1 < units; i++) {
      all.add(new int[] {i, i + 1});
      if (i + 2 < units) {
        all.add(new int[] {i, i + 1, i + 2});
      }
    }
    all.add(IntStream.range(0, units).toArray());
    return all.toArray(int[][]::new);
  }

  Problem problem() {
    return function.problem(noise, a);
  }

  double[] exact() {
    return ExactOracle.compute(problem()).gradient().flat();
  }

  Moments moments(String estimator) {
    return ExactMoments.of(Estimators.parse(estimator), problem());
  }

  double density(int unit) {
    return noise.density(a[unit]);
  }

  /** The mean of a unit's state. */
  double mu(int unit) {
    return noise.probability(a[unit]) - noise.probability(-a[unit]);
  }

  /** The bias that follows from the kind of the function. */
  double predictedBias(int unit) {
    if (function instanceof Polynomial polynomial) {
      double q = polynomial.q()[unit * a.length + unit];
      return 2 * density(unit) * q * mu(unit);
    }
    return density(unit) * overOthers(unit);
  }

  /** {@code E[2 p f'(1) + 2 (1 - p) f'(-1) - integral of f' over (-1, 1)]}, f' in the unit. */
  private double overOthers(int unit) {
    double sum = 0;
    double[] x = new double[a.length];
    for (int state = 0; state < 1 << a.length; state++) {
      double weight = 1;
      for (int i = 0; i < x.length; i++) {
        x[i] = 2 * (state >> i & 1) - 1;
        weight *= i == unit ? 1 : noise.probability(x[i] * a[i]);
      }
      double p = noise.probability(x[unit] * a[unit]);
      sum += weight * (2 * p * function.derivative(x, unit) - x[unit] * function.value(x));
    }
    return sum;
  }

  /** {@code 4 F'^2 sum_j Q_ij^2 (1 - mu_j^2)}, for a quadratic. */
  double predictedVariance(int unit) {
    double[] q = ((Polynomial) function).q();
    double sum = 0;
    for (int j = 0; j < a.length; j++) {
      double entry = q[unit * a.length + j];
      sum += entry * entry * 4 * noise.probability(a[j]) * noise.probability(-a[j]);
    }
    return 4 * density(unit) * density(unit) * sum;
  }
}
