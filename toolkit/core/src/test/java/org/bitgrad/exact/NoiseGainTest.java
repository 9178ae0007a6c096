package org.bitgrad.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.bitgrad.estimator.StFormulas;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Gains, critical ratios and flips agree with the reference file and with closed forms. */
public class NoiseGainTest {
  private static final StFormulas FILE = StFormulas.read();

  /** The numbers of the file that are compared here, or go in. */
  public static Stream<String> covered() {
    String critical = "critical_ratio_preactivation_std_over_noise_scale";
    return Stream.of(
            StFormulas.fields(critical, "logistic", "uniform", "triangular", "gaussian"),
            StFormulas.fields(critical + ".gain_table", "r", "gain"),
            StFormulas.fields("flip_probability", "preact_std_over_scale", "flip"))
        .flatMap(fields -> fields);
  }

  @Test
  void gainsAndCriticalRatiosAreThoseOfTheFile() {
    JsonNode entry = FILE.json().get("critical_ratio_preactivation_std_over_noise_scale");
    assertEquals(16, entry.get("gain_table").size());
    for (JsonNode row : entry.get("gain_table")) {
      Noise noise = Noise.of(row.get("noise").asText(), 1);
      double gain = row.get("gain").asDouble();
      double actual = NoiseGain.of(noise, row.get("r").asDouble());
      assertEquals(gain, actual, StFormulas.ACCURACY * gain, row::toString);
    }
    for (String family : new String[] {"logistic", "uniform", "triangular", "gaussian"}) {
      double ratio = entry.get(family).asDouble();
      double actual = NoiseGain.criticalRatio(Noise.of(family, 0.7));
      assertEquals(ratio, actual, StFormulas.ACCURACY * ratio, family);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"logistic(3)", "uniform", "triangular(0.2)", "gaussian"})
  void theCriticalNoiseHasGainOne(String name) {
    Noise noise = NoiseGain.critical(Noise.parse(name), 1.7);
    assertEquals(1, NoiseGain.of(noise, 1.7), 1e-9);
    assertTrue(noise.name().startsWith(name.replaceAll("\\(.*", "")), noise.name());
    assertTrue(NoiseGain.of(noise, 1.2) < 0.9, "less signal: gradients shrink");
    assertTrue(NoiseGain.of(noise, 2.4) > 1.1, "more signal: gradients grow");
  }

  @Test
  void flipProbabilitiesAreThoseOfTheFile() {
    for (JsonNode row : FILE.list("flip_probability")) {
      Noise noise = Noise.of(row.get("noise").asText(), 1);
      double flip = row.get("flip").asDouble();
      double actual = NoiseGain.flipProbability(noise, row.get("preact_std_over_scale").asDouble());
      assertEquals(flip, actual, StFormulas.ACCURACY * flip, row::toString);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.3, 1, 20})
  void gaussianNoiseHasClosedForms(double deviation) {
    Noise noise = Noise.gaussian(1);
    double q = deviation * deviation;
    double gain = 2 * q / (Math.PI * Math.sqrt(1 + 2 * q));
    assertEquals(gain, NoiseGain.of(noise, deviation), 1e-10 * gain);
    double flip = Math.atan(1 / deviation) / Math.PI;
    assertEquals(flip, NoiseGain.flipProbability(noise, deviation), 1e-10 * flip);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aDeviationThatIsNotPositiveIsRefused(double deviation) {
    String message =
        assertThrows(
                IllegalArgumentException.class, () -> NoiseGain.of(Noise.logistic(), deviation))
            .getMessage();
    assertTrue(message.contains("deviation") && message.contains("" + deviation), message);
  }
}
