package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;
import org.bitgrad.train.Bop;
import org.bitgrad.train.DecayedSignRule;
import org.bitgrad.train.MirrorDescent;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.OptimiserRun;

/** Runs of rules for binary weights that are claimed to be the same. */
final class LatentRuns {
  private static final int WEIGHTS = 12;
  private static final double EPS = 0.02;

  private final long seed;

  LatentRuns(long seed) {
    this.seed = seed;
  }

  /** The gradient of a quadratic loss of the weights. */
  private double[] gradient(double[] w) {
    RandomStream stream = StraightThrough2021.stream(seed, "quadratic");
    double[] g = Normals.of(stream.child("b"), WEIGHTS, 1);
    double[] q = Normals.of(stream.child("q"), WEIGHTS * WEIGHTS, 0.3);
    for (int i = 0; i < WEIGHTS; i++) {
      for (int j = 0; j < WEIGHTS; j++) {
        g[i] += (q[i * WEIGHTS + j] + q[j * WEIGHTS + i]) * w[j];
      }
    }
    return g;
  }

  /** SGD on latent weights, identity backward, against mirror descent. */
  Measurement sgd(int steps) {
    MirrorDescent mirror = new MirrorDescent(Noise.logistic(), EPS, 0, new double[WEIGHTS]);
    double[] latent = new double[WEIGHTS];
    OptimiserRun sgd = Optimiser.sgd(EPS).start(RealArray.of(latent));
    double[] w = new double[WEIGHTS];
    double largest = 0;
    for (int t = 0; t < steps; t++) {
      mirror.weights(StraightThrough2021.stream(seed, "sgd").child(t), w);
      double[] g = gradient(w);
      mirror.step(g);
      sgd.step(RealArray.of(Arrays.stream(g).map(x -> 2 * x).toArray()));
      for (int i = 0; i < WEIGHTS; i++) {
        largest = Math.max(largest, Math.abs(latent[i] - mirror.latent()[i]));
      }
    }
    return Means.largest(largest);
  }

  /** The composite step against SGD with decay; both from the same latent weight. */
  Measurement decay(Steps steps) {
    double[] differences =
        steps.of(Divergence.KL, true).stream()
            .mapToDouble(
                row -> {
                  double eta = Noise.logistic().quantile(row.p0());
                  MirrorDescent rule =
                      new MirrorDescent(Noise.logistic(), row.eps(), row.lambda(), eta);
                  rule.step(new double[] {row.g() / 2});
                  double rate = row.eps() / (1 + row.eps() * row.lambda());
                  double[] decayed = {eta};
                  Optimiser.sgd(rate)
                      .weightDecay(row.lambda())
                      .start(RealArray.of(decayed))
                      .step(RealArray.of(row.g()));
                  return Math.abs(decayed[0] - rule.latent()[0]) / (1 + Math.abs(eta));
                })
            .toArray();
    return Means.largest(differences);
  }

  /** Steps from probability 0.999 to 1/2, with the factor F' over without. */
  static Measurement chainRule() {
    double step = 0.01;
    double start = Noise.logistic().quantile(0.999);
    double without = Math.ceil(start / step);
    double eta = start;
    long with = 0;
    while (eta > 0) {
      eta -= step * Noise.logistic().density(eta);
      with++;
    }
    return Measurement.exact(with / without, 1);
  }

  /** BinaryConnect as it is usually written, beside mirror descent with uniform noise. */
  Measurement binaryConnect(int steps) {
    MirrorDescent mirror = new MirrorDescent(Noise.uniform(1), EPS, 0, new double[WEIGHTS]);
    double[] latent = new double[WEIGHTS];
    double[] w = new double[WEIGHTS];
    double[] own = new double[WEIGHTS];
    int equal = 0;
    for (int t = 0; t < steps; t++) {
      RandomStream stream = StraightThrough2021.stream(seed, "binary connect").child(t);
      mirror.weights(stream, w);
      for (int i = 0; i < WEIGHTS; i++) {
        double hardSigmoid = Math.max(0, Math.min(1, (latent[i] + 1) / 2));
        own[i] = stream.uniform(i) < hardSigmoid ? 1 : -1;
      }
      equal += Arrays.equals(w, own) ? 1 : 0;
      mirror.step(gradient(w));
      double[] g = gradient(own);
      for (int i = 0; i < WEIGHTS; i++) {
        latent[i] = Math.max(-1, Math.min(1, latent[i] - 2 * EPS * g[i]));
      }
    }
    return Measurement.share(equal, steps - equal, 0, "steps");
  }

  /**
   * Bop beside the sign of a decaying latent weight.
   *
   * @param equal steps with equal weights
   * @param steps of all sequences
   * @param largest difference of means at the end
   */
  record Pair(int equal, int steps, double largest) {
    Measurement share() {
      return Measurement.share(equal, steps - equal, 0, "steps");
    }
  }

  Pair bop(int sequences, int steps, boolean threshold) {
    double gamma = 0.08;
    double lambda = 0.4;
    int n = 8;
    // The running mean of unit normal numbers has variance gamma / (2 - gamma).
    double at = threshold ? 0.5 * Math.sqrt(gamma / (2 - gamma)) : 0;
    int equal = 0;
    double largest = 0;
    for (int s = 0; s < sequences; s++) {
      RandomStream stream = StraightThrough2021.stream(seed, "bop").child(s);
      double[] eta = Normals.of(stream.child("start"), n, 1);
      Bop bop = new Bop(gamma, at, Arrays.stream(eta).map(Math::signum).toArray());
      Arrays.setAll(bop.latent(), i -> -lambda * eta[i]);
      DecayedSignRule sign = new DecayedSignRule(gamma, eta);
      double[] w = new double[n];
      double[] other = new double[n];
      for (int t = 0; t < steps; t++) {
        double[] g = Normals.of(stream.child(t), n, 1);
        bop.step(g);
        // eta = (1 - eps lambda) eta - eps g, with gamma = eps lambda.
        sign.step(Arrays.stream(g).map(x -> x / lambda).toArray());
        bop.weights(stream, w);
        sign.weights(stream, other);
        equal += Arrays.equals(w, other) ? 1 : 0;
      }
      for (int i = 0; i < n; i++) {
        double m = bop.latent()[i];
        largest = Math.max(largest, Math.abs(m + lambda * sign.latent()[i]) / (1 + Math.abs(m)));
      }
    }
    return new Pair(equal, sequences * steps, largest);
  }
}
