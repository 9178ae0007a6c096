package org.bitgrad.problem;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Functions of one row of bits are those of blocks, row by row. */
class BitRowTest {
  private static final double[] LOGITS = {-1.0, 0.3, 2.0};

  private static LossPass at(Problem problem) {
    LossPass pass = problem.loss().open(8);
    pass.at(States.enumerate(Encoding.BITS, 3));
    return pass;
  }

  @Test
  void aFunctionOfARowIsThatOfABlock() {
    Problem rows =
        BernoulliProblem.of(
            row -> Math.pow(row.sum() - 1.3, 2) + row.get(0) * row.get(2) / row.size(), LOGITS);
    Problem blocks =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.pow(bits.sum(r) - 1.3, 2) + bits.get(r, 0) * bits.get(r, 2) / 3;
              }
            },
            LOGITS);
    assertArrayEquals(at(blocks).values(), at(rows).values());
    assertTrue(!rows.loss().differentiable());
  }

  @Test
  void aGradientOfARowIsThatOfABlock() {
    Problem rows =
        BernoulliProblem.of(
            row -> row.get(0) * row.get(1) - row.get(2),
            (row, out) -> {
              out[0] = row.get(1);
              out[1] = row.get(0);
              out[2] = -1;
            },
            LOGITS);
    double[] gradient = new double[24];
    at(rows).stateGradient(gradient);
    States all = States.enumerate(Encoding.BITS, 3);
    double[] expected = new double[24];
    for (int r = 0; r < 8; r++) {
      expected[r] = all.get(r, 1);
      expected[8 + r] = all.get(r, 0);
      expected[16 + r] = -1;
    }
    assertArrayEquals(expected, gradient);
  }

  @Test
  void aDerivativeThatIsNotWrittenIsNamed() {
    Problem rows = BernoulliProblem.of(row -> row.get(0), (row, out) -> out[0] = 1, LOGITS);
    LossPass pass = at(rows);
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> pass.stateGradient(new double[24]));
    assertTrue(refusal.getMessage().contains("row 0 of unit 1"), refusal.getMessage());
  }

  @Test
  void aBitThatIsNotThereIsRefused() {
    Problem rows = BernoulliProblem.of(row -> row.get(3), LOGITS);
    assertThrows(IndexOutOfBoundsException.class, () -> at(rows));
    Problem before = BernoulliProblem.of(row -> row.get(-1), LOGITS);
    assertThrows(IndexOutOfBoundsException.class, () -> at(before));
  }
}
