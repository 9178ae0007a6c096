package org.bitgrad.papers.psa2020.deep;

import java.util.Arrays;
import java.util.List;

/** The eight methods that the released code trains deep networks by, and our estimators. */
public enum DeepMethod {
  /** Path sample-analytic. */
  PSA("psa", "PSA"),
  /** Straight-through, logistic noise, matched factor. */
  ST("st", "ST"),
  /** The slope of hard tanh under logistic samples. */
  HARD_ST("st-hardtanh", "HardST"),
  /** Concrete at T = 1 of the deep code, which is 1/2 in the convention of bits. */
  CONCRETE("concrete(0.5)", "Concrete, T = 1"),
  /** Units replaced by tanh(a), see {@link TanhNetwork}. */
  TANH("mean-field", "tanh (mean field at half the noise)"),
  /** Without baseline. */
  REINFORCE("reinforce", "REINFORCE"),
  /** Propagation of means and variances, "ADF" in the released code. */
  AP2("ap2", "AP2"),
  /** Sampled pre-activations. */
  LOCAL("local-reparameterisation", "LocalReparam");

  private final String estimator;
  private final String label;

  DeepMethod(String estimator, String label) {
    this.estimator = estimator;
    this.label = label;
  }

  /** {@return the name of the estimator, which gives a curve its colour} */
  public String estimator() {
    return estimator;
  }

  /** {@return the name in tables} */
  public String label() {
    return label;
  }

  /** The two that the claim is about. */
  static List<DeepMethod> proposed() {
    return List.of(PSA, ST);
  }

  /** The six others. */
  static List<DeepMethod> alternatives() {
    return Arrays.stream(values()).filter(m -> !proposed().contains(m)).toList();
  }
}
