package org.bitgrad.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.network.Batch;
import org.bitgrad.network.HeadLoss;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.SmallNetworks;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class Nd4jLossTest {
  private static final double TOLERANCE = 1e-12;
  private static final double[] LOGITS = {-1, 0.3, 2, -0.2, 1.1};

  private static LossPass pass(Loss loss, Encoding encoding) {
    Problem problem = BernoulliProblem.of(loss, Noise.logistic(), encoding, LOGITS);
    SampledPath path = new SampledPath(problem.repeat(0, 37).chain(), 37);
    path.sample(Draw.of(RandomStream.of(3, "nd4j")));
    LossPass pass = loss.open(37);
    pass.at(path.last());
    return pass;
  }

  @Test
  void lossesWrittenInJavaAndInNd4jAgree() {
    for (Encoding encoding : Encoding.values()) {
      LossPass plain = pass(LossesWrittenTwice.SQUARE, encoding);
      LossPass other = pass(LossesWrittenTwice.SQUARE_BY_ND4J, encoding);
      assertArrayEquals(plain.values(), other.values(), TOLERANCE);
      double[] expected = new double[LOGITS.length * 37];
      double[] actual = expected.clone();
      plain.stateGradient(expected);
      other.stateGradient(actual);
      assertArrayEquals(expected, actual, TOLERANCE);
      plain.flips(expected);
      other.flips(actual);
      assertArrayEquals(expected, actual, TOLERANCE);
    }
  }

  @Test
  void headsUnderALossWrittenInJavaAndInNd4jAgree() {
    Batch batch = Batch.of(new double[][] {{0}, {0}}, new double[][] {{1, -2}, {0.5, 3}});
    double[] theta = SmallNetworks.random(4, "theta", 2 * 6);
    LossPass plain = headPass(HeadLoss.of(2, OutputLoss.SQUARED, batch, theta));
    LossPass other = headPass(HeadLoss.of(2, LossesWrittenTwice.SQUARED_BY_ND4J, batch, theta));
    assertArrayEquals(plain.values(), other.values(), TOLERANCE);
    double[] weights = SmallNetworks.random(4, "weights", 5 * 8);
    Gradient expected = Gradient.zeros(plain.loss().parameters());
    Gradient actual = Gradient.zeros(plain.loss().parameters());
    plain.flippedParameterGradient(weights, expected);
    other.flippedParameterGradient(weights, actual);
    assertArrayEquals(expected.flat(), actual.flat(), TOLERANCE);
  }

  private static LossPass headPass(Loss loss) {
    States x = States.zeros(Encoding.BITS, 5, 8);
    double[] numbers = SmallNetworks.random(4, "states", 40);
    for (int i = 0; i < 40; i++) {
      x.values()[i] = numbers[i] > 0 ? 1 : 0;
    }
    LossPass pass = loss.open(8);
    pass.at(x);
    return pass;
  }

  @Test
  void aResultOfTheWrongShapeIsRefused() {
    Loss loss = Nd4jLoss.of("wrong", INDArray::dup);
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> pass(loss, Encoding.BITS));
    assertEquals("wrong must give shape [37, 1], but gave [37, 5]", refused.getMessage());
    Loss none = Nd4jLoss.of("none", bits -> null);
    refused = assertThrows(IllegalArgumentException.class, () -> pass(none, Encoding.BITS));
    assertTrue(refused.getMessage().contains("gave null"), refused::getMessage);
  }
}
