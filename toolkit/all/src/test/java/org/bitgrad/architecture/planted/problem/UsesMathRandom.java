package org.bitgrad.architecture.planted.problem;

/** Draws from a generator that no seed reaches. */
public final class UsesMathRandom {
  private UsesMathRandom() {}

  static double draw() {
    return Math.random();
  }
}
