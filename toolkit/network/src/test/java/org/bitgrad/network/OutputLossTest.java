package org.bitgrad.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What losses say of targets, classes, predictions and guesses. */
class OutputLossTest {
  private static final double[] ETA = {0.3, -1.2, 40, -700, 0, 2.5};

  /** Two rows of some outputs. */
  private static Outputs outputs(int outputs, double... targets) {
    double[][] x = new double[targets.length][1];
    Outputs at = new Outputs(outputs, targets.length, Batch.of(x, targets));
    System.arraycopy(ETA, 0, at.eta(), 0, outputs * targets.length);
    return at;
  }

  private static double[] predicted(OutputLoss loss, Outputs at) {
    double[] to = new double[at.rows() * at.outputs()];
    loss.predict(at, to);
    return to;
  }

  @Test
  void softmaxPredictsProbabilitiesOfClasses() {
    Outputs at = outputs(3, 1, 2);
    double[] p = predicted(OutputLoss.SOFTMAX, at);
    for (int r = 0; r < 2; r++) {
      double largest = Math.max(at.get(r, 0), Math.max(at.get(r, 1), at.get(r, 2)));
      double sum = 0;
      for (int o = 0; o < 3; o++) {
        sum += Math.exp(at.get(r, o) - largest);
      }
      for (int o = 0; o < 3; o++) {
        assertEquals(Math.exp(at.get(r, o) - largest) / sum, p[r * 3 + o], 1e-14);
      }
    }
    assertEquals(2, OutputLoss.SOFTMAX.label(2));
    assertEquals(Math.log(3), OutputLoss.SOFTMAX.guess(3), 1e-15);
  }

  @Test
  void logisticPredictsTheProbabilityOfClassOne() {
    Outputs at = outputs(1, 1, -1, 1);
    double[] p = predicted(OutputLoss.LOGISTIC, at);
    for (int r = 0; r < 3; r++) {
      assertEquals(1 / (1 + Math.exp(-ETA[r])), p[r], 1e-15);
    }
    assertEquals(1, OutputLoss.LOGISTIC.label(1));
    assertEquals(0, OutputLoss.LOGISTIC.label(-1));
    assertEquals(Math.log(2), OutputLoss.LOGISTIC.guess(1), 1e-15);
  }

  @Test
  void lossesWithoutClassesPredictTheirOutputs() {
    OutputLoss own = OutputLoss.of("own", (at, out) -> Arrays.fill(out, 0, at.rows(), 1));
    for (OutputLoss loss : List.of(OutputLoss.SQUARED, OutputLoss.gaussian(2), own)) {
      Outputs at = outputs(2, 0.5, 0.25, 4);
      double[] to = predicted(loss, at);
      for (int r = 0; r < 3; r++) {
        assertEquals(at.get(r, 0), to[2 * r]);
        assertEquals(at.get(r, 1), to[2 * r + 1]);
      }
      assertEquals(-1, loss.label(1));
      assertEquals(0, loss.guess(2));
      assertEquals(Optional.empty(), loss.refusal(1, 0.3));
    }
  }

  @Test
  void predictionsAreAdded() {
    for (OutputLoss loss : List.of(OutputLoss.SOFTMAX, OutputLoss.SQUARED)) {
      Outputs at = outputs(2, 1, 0);
      double[] once = predicted(loss, at);
      double[] twice = once.clone();
      loss.predict(at, twice);
      for (int i = 0; i < once.length; i++) {
        assertEquals(2 * once[i], twice[i]);
      }
    }
  }

  @Test
  void targetsThatAreNoneAreToldWhatIsAllowed() {
    assertEquals(Optional.empty(), OutputLoss.LOGISTIC.refusal(1, -1));
    assertEquals(Optional.of("-1, 1"), OutputLoss.LOGISTIC.refusal(1, 0));
    assertEquals(Optional.empty(), OutputLoss.SOFTMAX.refusal(3, 2));
    for (double bad : new double[] {-1, 3, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertEquals(
          Optional.of("a whole number, 0 to 2"), OutputLoss.SOFTMAX.refusal(3, bad), "" + bad);
    }
  }

  /** Losses of the library write every row; one's own are looked at. */
  @Test
  void onlyLossesThatAreCompleteAreNotLookedAt() {
    for (OutputLoss loss :
        List.of(
            OutputLoss.LOGISTIC, OutputLoss.SOFTMAX, OutputLoss.SQUARED, OutputLoss.gaussian(1))) {
      assertEquals(loss, CheckedOutputLoss.of(loss));
    }
    OutputLoss own = OutputLoss.of("own", (at, out) -> {});
    assertFalse(own.complete());
    OutputLoss looked = CheckedOutputLoss.of(own);
    assertTrue(looked != own);
    assertEquals(-1, looked.label(3));
    assertEquals(0, looked.guess(4));
    assertEquals(Optional.empty(), looked.refusal(2, 7));
  }
}
