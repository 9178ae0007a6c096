package org.bitgrad.papers.biasvariance2021;

import org.bitgrad.papers.shared.Means;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;

/**
 * Importance weights {@code w = uniform law / law of the states} of all units together, and their
 * second moment under the law of the states, {@code prod 1 / (4 p (1 - p))}.
 */
final class JointWeights {
  private static final int BATCHES = 200;

  private JointWeights() {}

  /** By every joint state. */
  static double secondMoment(double... p) {
    double sum = 0;
    for (int state = 0; state < 1 << p.length; state++) {
      double probability = 1;
      for (int i = 0; i < p.length; i++) {
        probability *= (state >> i & 1) == 1 ? p[i] : 1 - p[i];
      }
      double weight = Math.scalb(1 / probability, -p.length);
      sum += probability * weight * weight;
    }
    return sum;
  }

  static double formula(double... p) {
    double product = 1;
    for (double q : p) {
      product /= 4 * q * (1 - q);
    }
    return product;
  }

  /** Sampled second moment over the formula, with an interval over batches. */
  static Measurement sampled(long seed, int samples, double... p) {
    RandomStream stream = RandomStream.of(seed, BiasVariance2021.PAPER, "joint weights");
    int size = samples / BATCHES;
    double[] means = new double[BATCHES];
    double[] u = new double[p.length];
    for (int b = 0; b < BATCHES; b++) {
      for (int k = 0; k < size; k++) {
        stream.child(b).child(k).uniforms(0, u, 0, u.length);
        double weight = 1;
        for (int i = 0; i < p.length; i++) {
          weight *= 0.5 / (u[i] < p[i] ? p[i] : 1 - p[i]);
        }
        means[b] += weight * weight / size / formula(p);
      }
    }
    Measurement m = Means.mean(means);
    return new Measurement(
        m.value(),
        m.low(),
        m.high(),
        (long) size * BATCHES,
        "the noise of sampling, 95 % (Student's t over " + BATCHES + " batches)");
  }
}
