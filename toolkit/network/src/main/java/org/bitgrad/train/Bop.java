package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;

/**
 * Bop, the binary optimiser: weights are kept as they are until a running mean of the gradient says
 * clearly that they have the wrong sign.
 *
 * <p><b>Formula.</b> {@code m = (1 - gamma) m + gamma g}; {@code w = -sign(m)} where {@code |m| >
 * threshold} and {@code sign(m) = sign(w)}.
 *
 * <p><b>Source.</b> K. Helwegen, J. Widdicombe, L. Geiger, Z. Liu, K.-T. Cheng, R. Nusselder,
 * "Latent weights do not exist: rethinking binarized neural network optimization", NeurIPS 2019. No
 * deviation.
 *
 * <pre>{@code
 * BinaryRule rule = new Bop(1e-4, 1e-8, 1, -1, 1);
 * }</pre>
 */
public final class Bop extends SavedRule {
  private double gamma;
  private final double threshold;
  private final double[] w;
  private final double[] mean;

  /**
   * Starts with a mean of 0.
   *
   * @param gamma share of the newest gradient, in [0, 1]
   * @param threshold at least 0
   * @param weights to start from, as spins
   */
  public Bop(double gamma, double threshold, double... weights) {
    this.gamma = Rules.inUnit("gamma", gamma);
    this.threshold = Rules.notNegative("threshold", threshold);
    w = Rules.finite("weights", weights);
    for (int i = 0; i < w.length; i++) {
      if (Math.abs(w[i]) != 1) {
        throw new IllegalArgumentException("weights[" + i + "] must be -1 or 1, but is " + w[i]);
      }
    }
    mean = new double[w.length];
  }

  @Override
  public void rate(double rate) {
    gamma = Rules.inUnit("gamma", rate);
  }

  @Override
  public int size() {
    return w.length;
  }

  /** {@return the running mean of the gradient; writing to it sets it} */
  @Override
  public double[] latent() {
    return mean;
  }

  @Override
  public void weights(RandomStream unused, double[] out) {
    Rules.length("out", out, w.length);
    System.arraycopy(w, 0, out, 0, w.length);
  }

  @Override
  public void step(double[] gradient) {
    Rules.length("gradient", gradient, w.length);
    for (int i = 0; i < w.length; i++) {
      mean[i] = (1 - gamma) * mean[i] + gamma * gradient[i];
      if (Math.abs(mean[i]) > threshold && mean[i] * w[i] > 0) {
        w[i] = -w[i];
      }
    }
  }

  @Override
  Map<String, RealArray> live() {
    Map<String, RealArray> live = new LinkedHashMap<>();
    live.put("rate", RealArray.of(gamma));
    live.put("mean", RealArray.of(mean));
    live.put("weights", RealArray.of(w));
    return live;
  }
}
