package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * A random function of 1 to 6 independent bits. The less probable state of each unit has a
 * log-uniform probability in [1e-6, 1/2]; for bounds a weight of 1 or 2 bits, in two samples.
 */
@SuppressWarnings("ArrayRecordComponent")
record RandomProblem(
    int number,
    RandomFunction.Kind kind,
    Noise noise,
    Encoding encoding,
    int samples,
    double[] logits,
    RandomFunction function) {
  static final int COUNT = 1000;
  static final int SAMPLES_OF_BOUNDS = 2;
  private static final double LEAST_PROBABILITY = 1e-6;
  private static final int MOST_UNITS = 6;
  private static final int MOST_UNITS_OF_BOUNDS = 2;
  private static final String[] NOISES = {"logistic", "uniform", "triangular", "gaussian"};

  static final List<RandomProblem> FUNCTIONS = make(1);
  static final List<RandomProblem> BOUNDS = make(SAMPLES_OF_BOUNDS);

  private static List<RandomProblem> make(int samples) {
    List<RandomProblem> problems = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      problems.add(make(i, samples));
    }
    return problems;
  }

  private static RandomProblem make(int number, int samples) {
    RandomStream stream = RandomStream.of(33, "random problem").child(samples).child(number);
    double[] u = new double[5 + 2 * MOST_UNITS];
    stream.uniforms(0, u, 0, u.length);
    int most = samples == 1 ? MOST_UNITS : MOST_UNITS_OF_BOUNDS;
    double[] logits = new double[1 + (int) (u[0] * most)];
    Noise noise = Noise.of(NOISES[(int) (u[1] * NOISES.length)], Math.pow(10, u[2] - 0.5));
    for (int j = 0; j < logits.length; j++) {
      double p = LEAST_PROBABILITY * Math.pow(0.5 / LEAST_PROBABILITY, u[5 + 2 * j]);
      logits[j] = noise.quantile(p) * (u[6 + 2 * j] < 0.5 ? 1 : -1);
    }
    RandomFunction.Kind kind = kind(u[3]);
    Encoding encoding = u[4] < 0.5 ? Encoding.BITS : Encoding.SPINS;
    RandomFunction function = RandomFunction.of(kind, logits.length, stream.child("function"));
    return new RandomProblem(number, kind, noise, encoding, samples, logits, function);
  }

  private static RandomFunction.Kind kind(double u) {
    if (u < 0.2) {
      return RandomFunction.Kind.CONSTANT;
    }
    return u < 0.6 ? RandomFunction.Kind.MULTILINEAR : RandomFunction.Kind.NONLINEAR;
  }

  Problem problem() {
    return problem(function);
  }

  /** The same law under another function. */
  Problem problem(RandomFunction other) {
    Problem problem = BernoulliProblem.of(other.loss(), noise, encoding, logits);
    return samples == 1 ? problem : problem.bound(samples);
  }

  /** Unit j is this problem's unit {@code by[j]}. */
  Problem permuted(int... by) {
    double[] moved = new double[logits.length];
    for (int j = 0; j < moved.length; j++) {
      moved[j] = logits[by[j]];
    }
    RandomProblem other =
        new RandomProblem(number, kind, noise, encoding, samples, moved, function.permuted(by));
    return other.problem();
  }

  /** A rotation of the units that depends on the problem, then an exchange of the first two. */
  int[] permutation() {
    int units = logits.length;
    int[] by = new int[units];
    for (int j = 0; j < units; j++) {
      by[j] = (j + number) % units;
    }
    int first = by[0];
    by[0] = by[Math.min(1, units - 1)];
    by[Math.min(1, units - 1)] = first;
    return by;
  }

  /** The probability of the least probable state of a unit. */
  double leastProbability() {
    double least = 1;
    for (double logit : logits) {
      least = Math.min(least, noise.probability(-Math.abs(logit)));
    }
    return least;
  }

  @Override
  public String toString() {
    return "problem "
        + number
        + " ("
        + kind
        + " of "
        + (samples == 1 ? "" : samples + " times ")
        + logits.length
        + " "
        + encoding
        + ", "
        + noise.name()
        + ", logits "
        + java.util.Arrays.toString(logits)
        + ")";
  }
}
