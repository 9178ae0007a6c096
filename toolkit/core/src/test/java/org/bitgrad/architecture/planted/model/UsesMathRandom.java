package org.bitgrad.architecture.planted.model;

/** Draws from a generator that no seed reaches. */
public final class UsesMathRandom {
  private UsesMathRandom() {}

  static double draw() {
    return Math.random();
  }
}
