package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.train.EpochMetrics;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Precision;
import org.bitgrad.train.Training;
import org.bitgrad.train.TrainingResult;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

class TrainingReportTest {
  private static final TrainingResult RESULT = train(true);

  private static TrainingResult train(boolean validated) {
    ImageData digits = ImageData.strokeDigits(1, 60, 20);
    LabelledImages train = digits.train();
    Training training =
        Training.of(
                StochasticBinaryNetwork.input(784)
                    .bernoulli(4)
                    .bernoulli(3)
                    .head(10, OutputLoss.SOFTMAX)
                    .initialise(1))
            .with("st")
            .precision(Precision.FLOAT64)
            .optimiser(Optimiser.sgd(0.1))
            .batch(30)
            .epochs(3)
            .evaluation(2, 2);
    return (validated ? training.data(train, digits.test()) : training.data(train)).run();
  }

  @Test
  void tableHasARowPerEpochAndEmptyCellsWhereNothingWasMeasured() {
    Table table = Tables.of(RESULT);
    assertEquals(3, table.rowCount());
    assertEquals(
        List.of(
            "epoch",
            "steps",
            "learning_rate",
            "training_loss",
            "validation_loss",
            "one_sample_accuracy",
            "ensemble_accuracy",
            "samples",
            "entropy_0",
            "flip_rate_0",
            "saturated_0",
            "entropy_1",
            "flip_rate_1",
            "saturated_1",
            "gradient_norm_layer0",
            "gradient_norm_layer1",
            "gradient_norm_layer2"),
        table.columnNames());
    for (int e = 0; e < 3; e++) {
      EpochMetrics epoch = RESULT.epochs().get(e);
      assertEquals(epoch.trainingLoss(), table.doubleColumn("training_loss").get(e));
      assertEquals(2.0 * (e + 1), table.doubleColumn("steps").get(e));
      assertEquals(epoch.gradientNorms().get(1), table.doubleColumn("gradient_norm_layer1").get(e));
      boolean measured = e > 0;
      assertEquals(!measured, table.column("ensemble_accuracy").isMissing(e));
      assertEquals(!measured, table.column("entropy_1").isMissing(e));
    }
    assertEquals(
        RESULT.last().validation().orElseThrow().ensemble().getAsDouble(),
        table.doubleColumn("ensemble_accuracy").get(2));
    assertEquals(RESULT.last().units().get(1).flipRate(), table.doubleColumn("flip_rate_1").get(2));
  }

  @Test
  void chartHasTheCurvesOfWhatThereIs() {
    assertEquals(
        List.of("Expected loss", "Error on validation", "Units", "Gradient"),
        titles(Charts.of(RESULT)));
    assertEquals(List.of("Expected loss", "Units", "Gradient"), titles(Charts.of(train(false))));
    Chart both = Charts.ofTrainings(List.of("first", "second"), List.of(RESULT, RESULT));
    assertEquals(List.of("Expected loss", "Error on validation"), titles(both));
    String text = both.text();
    assertTrue(text.contains("second, training:"), text);
    assertTrue(text.contains("first, ensemble of 2:"), text);
    double error = 100 * (1 - RESULT.last().validation().orElseThrow().ensemble().getAsDouble());
    assertTrue(text.contains("3 | " + Numbers.brief(error, 4) + ";"), text);
    assertThrows(
        IllegalArgumentException.class, () -> Charts.ofTrainings(List.of(), List.of(RESULT)));
  }

  private static List<String> titles(Chart chart) {
    return chart.plots().stream().map(Plot::title).toList();
  }
}
