package org.bitgrad.nd4j;

import org.bitgrad.network.OutputLoss;
import org.bitgrad.problem.BitLoss;
import org.bitgrad.problem.Loss;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Losses written in Java and once more with ND4J arrays. */
public final class LossesWrittenTwice {
  /** (x_1 + ... + x_n - 1.3)^2 in Java. */
  public static final Loss SQUARE =
      BitLoss.of(
          "square",
          (bits, out) -> {
            for (int r = 0; r < bits.rows(); r++) {
              out[r] = Math.pow(bits.sum(r) - 1.3, 2);
            }
          },
          (bits, out) -> {
            for (int i = 0; i < bits.units() * bits.rows(); i++) {
              out[i] = 2 * (bits.sum(i % bits.rows()) - 1.3);
            }
          });

  /** The same with ND4J. */
  public static final Loss SQUARE_BY_ND4J =
      Nd4jLoss.of(
          "square",
          bits -> Transforms.pow(bits.sum(1).subi(1.3), 2),
          bits -> bits.mul(0).addiColumnVector(bits.sum(true, 1).subi(1.3).muli(2)));

  /** {@link OutputLoss#SQUARED} with ND4J. */
  public static final OutputLoss SQUARED_BY_ND4J =
      Nd4jOutputLoss.of(
          "squared",
          (eta, t) -> Transforms.pow(eta.sub(t), 2).sum(1).muli(0.5),
          (eta, t) -> eta.sub(t));

  private LossesWrittenTwice() {}
}
