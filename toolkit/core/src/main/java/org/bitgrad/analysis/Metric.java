package org.bitgrad.analysis;

/** What a chart or a table of a study shows; definitions at {@link StudyRow}. */
public enum Metric {
  /** Root mean squared error of the mean of M estimates, relative to the exact gradient. */
  RMSE,
  /** Bias relative to the exact gradient, with its 95 % interval. */
  BIAS,
  /** Standard deviation of one estimate, relative to the exact gradient. */
  STD,
  /** Sum over coordinates of the variance of one estimate, in squared units of the gradient. */
  VARIANCE,
  /** Cosine between the mean of M estimates and the exact gradient. */
  COSINE
}
