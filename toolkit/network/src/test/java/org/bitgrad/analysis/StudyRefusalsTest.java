package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimator;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages name the argument, its value and what is allowed. */
class StudyRefusalsTest {
  private static GradientStudy study() {
    return GradientStudy.of(Problems.bits()).estimators("arm").trials(10);
  }

  private static StudyResult until(Metric metric, int mostTrials) {
    return study().runUntil(metric, 0.1, mostTrials);
  }

  private static Arguments refused(String call, Executable body, String... words) {
    return arguments(call, body, List.of(words));
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("of(null)", () -> GradientStudy.of(null), "problem", "null"),
        refused("no trials", () -> study().trials(0), "trials", "at least 1", "0"),
        refused("negative trials", () -> study().trials(-5), "trials", "at least 1", "-5"),
        refused("no threads", () -> study().threads(0), "threads", "1 to 1024", "0"),
        refused("many threads", () -> study().threads(1025), "threads", "1 to 1024", "1025"),
        refused("samples 0", () -> study().samples(0), "samples", "holds 0"),
        refused("samples -1", () -> study().samples(-1, 2), "samples", "holds -1"),
        refused("samples down", () -> study().samples(3, 2), "samples", "ascend", "2", "3"),
        refused("samples twice", () -> study().samples(3, 3), "samples", "ascend", "3"),
        refused("no samples", () -> study().samples(), "samples", "at least one"),
        refused("samples null", () -> study().samples((int[]) null), "samples", "null"),
        refused("M > N", () -> study().samples(1, 11).run(), "samples", "1 to 10", "11"),
        refused("unknown", () -> study().estimators("psi"), "psi", "psa"),
        refused("twice", () -> study().estimators("st", "st"), "estimators", "st", "twice"),
        refused("none", () -> study().estimators(new String[0]), "estimators", "empty"),
        refused("null list", () -> study().estimators((String[]) null), "estimators", "null"),
        refused("null name", () -> study().estimators((String) null), "estimator", "null"),
        refused("null recipe", () -> study().estimators((Estimator) null), "estimators", "null"),
        refused("nothing set", () -> GradientStudy.of(Problems.bits()).run(), "estimators"),
        refused("progress", () -> study().progress(null), "progress", "null"),
        refused("no path", () -> study().resumeFrom(null), "resumeFrom", "null"),
        refused("no folder", () -> study().resumeFrom(Path.of("nowhere")), "resumeFrom", "nowhere"),
        refused("trial 10", () -> study().replay("arm", 10), "trial", "0 to 9", "10"),
        refused("trial -1", () -> study().replay("arm", -1), "trial", "0 to 9", "-1"),
        refused("replay st", () -> study().replay("st", 1), "estimator", "[arm]", "st"),
        refused("row st", () -> study().run().row("st", "logits", 1), "estimator", "st"),
        refused("row group", () -> study().run().row("arm", "l", 1), "group", "logits", "l"),
        refused("row M", () -> study().run().row("arm", "logits", 2), "samples", "[1]", "2"),
        refused("crossings", () -> study().run().crossings("arm", "st"), "estimator", "st"),
        refused("differences", () -> study().run().differences("st", "arm"), "estimator", "st"),
        refused("until 0", () -> study().runUntil(Metric.RMSE, 0, 20), "halfWidth", "0.0"),
        refused("until variance", () -> until(Metric.VARIANCE, 20), "metric", "VARIANCE"),
        refused("until null", () -> until(null, 20), "metric", "null"),
        refused("until 9", () -> until(Metric.RMSE, 9), "mostTrials", "at least 10", "9"),
        refused("interval", () -> new Interval(2, 1), "low", "2", "1"),
        refused("interval NaN", () -> new Interval(Double.NaN, 1), "low", "NaN"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void badArgumentsAreRefused(String call, Executable body, List<String> words) {
    String message = assertThrows(IllegalArgumentException.class, body, call).getMessage();
    for (String word : words) {
      assertTrue(message.contains(word), () -> call + ": " + message);
    }
  }
}
