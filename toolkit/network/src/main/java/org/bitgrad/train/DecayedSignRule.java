package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;

/**
 * Weights that are the signs of latent parameters which decay and take the gradient as it is:
 * deterministic straight-through with identity backward.
 *
 * <p><b>Formula.</b> {@code w = sign(l)}, {@code l = (1 - alpha) l - alpha g}, g the derivative at
 * w.
 *
 * <p><b>Source.</b> The noise-free rule to which {@link BayesBinnRule#asPublished} comes down (A.
 * Shekhovtsov, GCPR 2021), with latent parameters divided by {@code N 1e10}; {@link Bop} without
 * threshold is the same rule by another latent parameter.
 *
 * <pre>{@code
 * BinaryRule rule = new DecayedSignRule(0.05, 10, -10);
 * }</pre>
 */
public final class DecayedSignRule extends SavedRule {
  private double rate;
  private final double[] latent;

  /**
   * Starts.
   *
   * @param rate alpha, in [0, 1]
   * @param latent to start from
   */
  public DecayedSignRule(double rate, double... latent) {
    this.rate = Rules.inUnit("rate", rate);
    this.latent = Rules.finite("latent", latent);
  }

  @Override
  public void rate(double rate) {
    this.rate = Rules.inUnit("rate", rate);
  }

  @Override
  public int size() {
    return latent.length;
  }

  @Override
  public double[] latent() {
    return latent;
  }

  @Override
  public void weights(RandomStream unused, double[] out) {
    Rules.length("out", out, latent.length);
    for (int i = 0; i < out.length; i++) {
      out[i] = Rules.spin(latent[i]);
    }
  }

  @Override
  public void step(double[] gradient) {
    Rules.length("gradient", gradient, latent.length);
    for (int i = 0; i < gradient.length; i++) {
      latent[i] = (1 - rate) * latent[i] - rate * gradient[i];
    }
  }

  @Override
  Map<String, RealArray> live() {
    Map<String, RealArray> live = new LinkedHashMap<>();
    live.put("rate", RealArray.of(rate));
    live.put("latent", RealArray.of(latent));
    return live;
  }
}
