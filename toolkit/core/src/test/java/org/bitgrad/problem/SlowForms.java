package org.bitgrad.problem;

/** The obvious forms of what passes compute fast, for tests in other packages. */
public final class SlowForms {
  private SlowForms() {}

  /** Of {@link ChainPass}: each unit of a layer is flipped, and the next layer computed anew. */
  public static void flipBack(
      ChainPass pass,
      int layer,
      States previous,
      States state,
      double[] a,
      double[] delta,
      double[] dPrevious) {
    FlipByFlip.flipBack(pass, layer, previous, state, a, delta, dPrevious);
  }

  /** Of {@link LossPass#flips}. */
  public static void flips(LossPass pass, double[] out) {
    RowByRow.flips(pass, out);
  }

  /** Of {@link LossPass#flippedParameterGradient}. */
  public static void flippedParameterGradient(LossPass pass, double[] flipWeights, Gradient out) {
    RowByRow.flippedParameterGradient(pass, flipWeights, out);
  }

  /** Of {@link LossPass#parameterGradientRows}. */
  public static void parameterGradient(LossPass pass, double[] weights, double[] out) {
    RowByRow.parameterGradient(pass, weights, out);
  }
}
