package org.bitgrad.train;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * Mirror descent in the probabilities of binary weights, which is a plain step of latent parameters
 * with identity backward.
 *
 * <p><b>Formula.</b> With {@code P(w = 1) = F(eta)}, F the distribution function of a noise, D the
 * Bregman divergence whose gradient map is the quantile of F, and g the derivative of the loss in w
 * as a spin (so {@code 2 g} is that in the probability),
 *
 * <pre>
 * argmin over p of  2 g p + lambda D(p, 1/2) + D(p, p0) / eps   is
 * eta = (eta0 - 2 eps g) / (1 + eps lambda)
 * </pre>
 *
 * Where the noise is bounded eta is clipped to its support, so that p stays in [0, 1].
 *
 * <p><b>Source.</b> A. Shekhovtsov, V. Yanush, GCPR 2021, section 3. With logistic noise D is the
 * Kullback-Leibler divergence and {@code lambda} the weight of the uniform prior (variational
 * Bayes); with uniform noise of scale 1 D is {@code (p - p0)^2} and the rule is BinaryConnect's
 * stochastic one with clipping.
 *
 * <pre>{@code
 * BinaryRule rule = new MirrorDescent(Noise.logistic(), 0.1, 0, 0.3, -0.2);
 * }</pre>
 */
public final class MirrorDescent extends SavedRule {
  private final Noise noise;
  private double rate;
  private final double decay;
  private final double bound;
  private final double[] eta;
  private final double[] uniforms;
  private final double[] probabilities;

  /**
   * Starts.
   *
   * @param noise whose distribution function gives the probabilities
   * @param rate eps, positive
   * @param decay lambda, at least 0
   * @param eta latent parameters to start from, {@code F(eta) = p}
   */
  public MirrorDescent(Noise noise, double rate, double decay, double... eta) {
    this.noise = Objects.requireNonNull(noise, "noise");
    this.rate = Rules.positive("rate", rate);
    this.decay = Rules.notNegative("decay", decay);
    this.eta = Rules.finite("eta", eta);
    // Of the four noises those with bounded support end at their scale.
    bound = noise.probability(-noise.scale()) == 0 ? noise.scale() : Double.POSITIVE_INFINITY;
    uniforms = new double[eta.length];
    probabilities = new double[eta.length];
  }

  @Override
  public void rate(double rate) {
    this.rate = Rules.positive("rate", rate);
  }

  @Override
  public int size() {
    return eta.length;
  }

  @Override
  public double[] latent() {
    return eta;
  }

  /**
   * The probability of the weight 1.
   *
   * @param i which weight
   * @return {@code F(eta_i)}
   */
  public double probability(int i) {
    return noise.probability(eta[i]);
  }

  @Override
  public void weights(RandomStream stream, double[] out) {
    Rules.length("out", out, eta.length);
    stream.uniforms(0, uniforms, 0, uniforms.length);
    noise.probabilities(eta, probabilities, 0, probabilities.length);
    for (int i = 0; i < out.length; i++) {
      // 1 where u < p, without a branch.
      out[i] = -Math.copySign(1, uniforms[i] - probabilities[i]);
    }
  }

  @Override
  public void step(double[] gradient) {
    Rules.length("gradient", gradient, eta.length);
    for (int i = 0; i < eta.length; i++) {
      double moved = (eta[i] - 2 * rate * gradient[i]) / (1 + rate * decay);
      eta[i] = Math.max(-bound, Math.min(bound, moved));
    }
  }

  @Override
  Map<String, RealArray> live() {
    Map<String, RealArray> live = new LinkedHashMap<>();
    live.put("rate", RealArray.of(rate));
    live.put("eta", RealArray.of(eta));
    return live;
  }
}
