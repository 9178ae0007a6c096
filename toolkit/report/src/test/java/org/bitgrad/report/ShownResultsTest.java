package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.bitgrad.analysis.BudgetResult;
import org.bitgrad.analysis.EqualBudget;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.ProbabilitySweep;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.data.DataFetch;
import org.bitgrad.data.ImageData;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.BitFunction;
import org.bitgrad.problem.Problem;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Training;
import org.bitgrad.train.TrainingResult;
import org.junit.jupiter.api.Test;

/** Every result of the library is shown as what it is, not by its class and where it lies. */
class ShownResultsTest {
  private static final Pattern IDENTITY = Pattern.compile("@[0-9a-f]{4,}\\b");
  private static final BitFunction LOSS =
      (bits, out) -> {
        for (int r = 0; r < bits.rows(); r++) {
          out[r] = Math.pow(bits.sum(r) - 1.3, 2);
        }
      };

  private static Problem problem() {
    return BernoulliProblem.of(LOSS, -1.0, 0.3, 2.0);
  }

  /** One of each kind, by name. */
  private static Map<String, Object> results() {
    StudyResult study =
        GradientStudy.of(problem()).estimators("psa", "arm").samples(1).trials(40).run();
    ExactResult exact = ExactOracle.compute(problem());
    TrainingResult training =
        Training.of(
                StochasticBinaryNetwork.input(784)
                    .bernoulli(3)
                    .head(10, OutputLoss.SOFTMAX)
                    .initialise(1))
            .with("st")
            .optimiser(Optimiser.sgd(0.1))
            .data(ImageData.strokeDigits(1, 40, 10).train())
            .batch(20)
            .epochs(1)
            .run();
    Map<String, Object> results = new TreeMap<>();
    results.put("StudyResult", study);
    results.put("EstimatorResult", study.estimators().get(0));
    results.put("ExactResult", exact);
    results.put("Gradient", exact.gradient());
    results.put("TrainingResult", training);
    results.put("Network", training.network());
    results.put("EpochMetrics", training.last());
    budgets(results);
    results.put("ClaimResult", claim());
    results.put("DataFetch$Result", new DataFetch.Result(Path.of("data"), 4, 1000));
    return results;
  }

  private static void budgets(Map<String, Object> results) {
    BudgetResult budget =
        EqualBudget.of(problem()).estimators("psa", "arm").budget(100).trials(100).run();
    results.put("BudgetResult", budget);
    results.put("Ranking", budget.ranking(100));
    results.put("Frontier", budget.frontier(100));
    results.put(
        "ProbabilitySweep$Result",
        ProbabilitySweep.of(p -> BernoulliProblem.ofProbabilities(LOSS, p, p))
            .estimators("arm")
            .at(0.1, 0.9)
            .budget(4)
            .trials(100)
            .run());
  }

  private static ClaimResult claim() {
    Claim claim =
        new Claim(
            new Claim.Key("paper", "1", "part"),
            "as claimed",
            "0.2",
            "figure 2",
            Certainty.FIGURE,
            "bias",
            Optional.empty());
    return new ClaimResult(claim, Scale.QUICK, Optional.empty(), 7, "not here", 0);
  }

  @Test
  void everyResultIsShownAsWhatItIs() {
    results()
        .forEach(
            (name, result) -> {
              Map<String, String> shown = Display.representations(result);
              shown
                  .values()
                  .forEach(text -> assertFalse(IDENTITY.matcher(text).find(), name + ": " + text));
              assertTrue(shown.get("text/plain").length() > 20, name);
            });
  }

  @Test
  void resultsAreTables() {
    Map<String, Object> results = results();
    results.keySet().removeAll(List.of("DataFetch$Result", "EstimatorResult", "EpochMetrics"));
    results.forEach(
        (name, result) ->
            assertTrue(Display.representations(result).containsKey("text/html"), name));
  }

  @Test
  void everyPublicResultIsListedHere() {
    TreeSet<String> found = new TreeSet<>();
    for (JavaClass type :
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("org.bitgrad")) {
      boolean shown = type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isInterface();
      boolean library =
          type.getName().matches("org\\.bitgrad\\.(analysis|data|exact|report|train)\\..*");
      if (shown && library && type.getName().endsWith("Result")) {
        found.add(type.getName().replaceFirst(".*\\.", ""));
      }
    }
    TreeSet<String> listed = new TreeSet<>(results().keySet());
    listed.removeIf(name -> !name.endsWith("Result"));
    assertEquals(listed, found);
  }
}
