package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;
import org.bitgrad.train.BayesBinnRule;
import org.bitgrad.train.BinaryRule;
import org.bitgrad.train.DecayedSignRule;
import org.bitgrad.train.MirrorDescent;

/**
 * The rules that are compared on the network for digits. All start from the same signs of
 * half-logits +-10, as the BayesBiNN code does, and take {@code lambda <- (1 - alpha) lambda -
 * alpha N s g}; they differ in the weights at which g is taken, and in s.
 */
enum WeightRule {
  /** BayesBiNN as coded: float32, temperature and guard 1e-10. */
  CODED("coded"),

  /** The same with other random numbers, nothing else. */
  CODED_AGAIN("coded, other noise"),

  /** {@code w = sign(latent)}, {@code s = 1}: no noise, no probabilities. */
  NOISE_FREE("noise-free"),

  /** The relaxation without guard, in float64, at temperature 1. */
  HONEST("honest(1)"),

  /** The same at temperature 0.1. */
  COOL("honest(0.1)"),

  /** The same at temperature 0.01. */
  COLD("honest(0.01)"),

  /** The same at temperature 0.0001. */
  FROZEN("honest(0.0001)"),

  /** Sampled signs and {@code s = 1}: straight-through in the mean. */
  STRAIGHT_THROUGH("st-in-mu");

  private static final double SATURATED = 10;
  private static final double UNDECIDED = 1;

  private final String text;

  WeightRule(String text) {
    this.text = text;
  }

  @Override
  public String toString() {
    return text;
  }

  static WeightRule of(String text) {
    return Arrays.stream(values()).filter(r -> r.text.equals(text)).findFirst().orElseThrow();
  }

  /** {@return half-logits of the start, in absolute value} */
  double start() {
    return switch (this) {
      case CODED, CODED_AGAIN, NOISE_FREE -> SATURATED;
      default -> UNDECIDED;
    };
  }

  /** {@return whose weights its own are compared with: the noise decides or not} */
  WeightRule reference() {
    return this == CODED_AGAIN ? CODED : NOISE_FREE;
  }

  /**
   * Opens the rule.
   *
   * @param examples N
   * @param lambda half-logits to start from
   */
  BinaryRule open(double examples, double... lambda) {
    return switch (this) {
      case CODED, CODED_AGAIN -> BayesBinnRule.asPublished(1, examples, lambda);
      // Latent parameters in units of the step that the guard makes.
      case NOISE_FREE -> new DecayedSignRule(1, scaled(lambda, 1 / (examples * 1e10)));
      case HONEST -> BayesBinnRule.honest(1, examples, 1, lambda);
      case COOL -> BayesBinnRule.honest(1, examples, 0.1, lambda);
      case COLD -> BayesBinnRule.honest(1, examples, 0.01, lambda);
      case FROZEN -> BayesBinnRule.honest(1, examples, 1e-4, lambda);
      case STRAIGHT_THROUGH ->
          new MirrorDescent(Noise.logistic(), 1, 1 / examples, scaled(lambda, 2));
    };
  }

  private static double[] scaled(double[] lambda, double factor) {
    return Arrays.stream(lambda).map(l -> factor * l).toArray();
  }

  /** The rate that the opened rule is given for a step alpha. */
  double rate(double alpha, double examples) {
    return this == STRAIGHT_THROUGH ? alpha * examples / (1 - alpha) : alpha;
  }

  /** Random numbers of the weights; those of all rules but one are the same. */
  RandomStream noise(RandomStream run) {
    return run.child(this == CODED_AGAIN ? "other noise" : "noise");
  }

  /** Mean entropy of the weights under their probabilities, in bits; 0 without probabilities. */
  double entropy(double... latent) {
    if (this == NOISE_FREE) {
      return 0;
    }
    double half = this == STRAIGHT_THROUGH ? 0.5 : 1;
    double sum = 0;
    for (double l : latent) {
      double logit = 2 * half * Math.abs(l);
      // H = log(1 + e^-a) + a / (1 + e^a) for the logit a.
      sum += VectorMath.softplus(-logit) + Math.min(logit, 800) * VectorMath.sigmoid(-logit);
    }
    return sum / latent.length / Math.log(2);
  }
}
