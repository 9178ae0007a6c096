package org.bitgrad.train;

/** The numbers that a network is trained in. */
public enum Precision {
  /** 32 bits. */
  FLOAT32,
  /** 64 bits, with any estimator of the list. */
  FLOAT64
}
