package org.bitgrad.estimator.planted;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.estimator.SampledEstimates;
import org.bitgrad.estimator.UnbiasedSmall;
import org.bitgrad.estimator.control.Rebar;
import org.bitgrad.problem.Encoding;
import org.junit.jupiter.api.Test;

/** How far off REBAR of several samples is if signals and scores are averaged apart. */
class AveragedSignalsTest {
  private static final Rebar THREE_SAMPLES = new Rebar(0.5, 1, 9);

  /**
   * 100 000 estimates of three samples on the function of four bits: each coordinate is far off,
   * where complete estimates are within 5 standard errors (false alarm 4 x 5.7e-7).
   */
  @Test
  void everyCoordinateIsManyStandardErrorsOff() {
    UnbiasedSmall golden = UnbiasedSmall.read();
    double[] exact = golden.numbers("gradient");
    EditedRebar naive =
        new EditedRebar(THREE_SAMPLES, "averaged signals times averaged scores") {
          @Override
          boolean averagesFirst() {
            return true;
          }
        };
    SampledEstimates wrong = SampledEstimates.of(naive, golden.formula(Encoding.BITS), 100);
    SampledEstimates right = SampledEstimates.of(THREE_SAMPLES, golden.formula(Encoding.BITS), 100);
    for (int i = 0; i < exact.length; i++) {
      double off = Math.abs(wrong.mean(i) - exact[i]) / wrong.errorOfMean(i);
      assertTrue(off > 20, "coordinate " + i + " is " + off + " standard errors off");
      assertEquals(exact[i], right.mean(i), 5 * right.errorOfMean(i));
    }
  }
}
