package org.bitgrad.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.bitgrad.network.Activation;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.junit.jupiter.api.Test;
import tech.tablesaw.api.Table;

/** The table of a network's layers holds what can be counted by hand. */
class NetworkTablesTest {
  @Test
  void theNetworkOfThePsaPaperHasThePublishedSizes() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(3, 32, 32)
            .convolution(96, 3)
            .convolution(96, 3)
            .convolution(96, 3)
            .stride(2)
            .convolution(192, 3)
            .convolution(192, 3)
            .convolution(192, 3)
            .stride(2)
            .convolution(192, 3)
            .convolution(192, 1)
            .encoding(Encoding.SPINS)
            .head(10, OutputLoss.SOFTMAX)
            .initialise(1);
    Table table = Tables.of(net);
    List<Double> units = table.doubleColumn("units").asList();
    List<Double> expected =
        List.of(86400., 75264., 16224., 23232., 15552., 3072., 768., 768., 0., 221280.);
    assertEquals(expected, units);
    assertEquals(expected, table.doubleColumn("random_bits").asList());
    List<Double> parameters =
        List.of(2688., 83040., 83040., 166080., 331968., 331968., 331968., 37056., 7690., 1375498.);
    assertEquals(parameters, table.doubleColumn("parameters").asList());
    assertEquals("192x2x2", table.stringColumn("output").get(7));
    assertEquals("convolution 3x3 stride 2", table.stringColumn("kind").get(2));
    double first = 900. * 27 * 96;
    assertEquals(first, table.doubleColumn("multiply_adds").get(0));
    double all = table.doubleColumn("multiply_adds").get(9);
    assertEquals(1 - first / all, table.doubleColumn("binary_share").get(9), 1e-12);
  }

  /** A product has a binary factor where it reads states; real units draw nothing. */
  @Test
  void realLayersReadOrGiveNoBits() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(1, 6, 6)
            .realConvolution(2, 3, Activation.RELU)
            .maxPooling(2)
            .dropout(0.5)
            .bernoulli(5)
            .dropout(0.25)
            .tanh(4)
            .head(3, OutputLoss.SOFTMAX)
            .initialise(1);
    Table table = Tables.of(net);
    assertEquals(
        List.of(
            "convolution 3x3, relu",
            "max 2x2, dropout 0.5, dense",
            "dropout 0.25, dense, tanh",
            "head",
            ""),
        table.stringColumn("kind").asList());
    assertEquals(List.of(32., 5., 4., 0., 41.), table.doubleColumn("units").asList());
    assertEquals(List.of(0., 5., 0., 0., 5.), table.doubleColumn("random_bits").asList());
    assertEquals(
        List.of("none", "logistic", "none", "none", ""), table.stringColumn("noise").asList());
    List<Double> shares = table.doubleColumn("binary_share").asList();
    assertEquals(List.of(0., 0., 1., 0.), shares.subList(0, 4));
    assertEquals(20. / (32 * 9 + 40 + 20 + 12), shares.get(4), 1e-12);
  }

  @Test
  void windowsAndNormalisationAreNamedAndOnlyTheLargestStateIsBinary() {
    StochasticBinaryNetwork net =
        StochasticBinaryNetwork.input(1, 8, 8)
            .convolution(2, 3, Noise.gaussian(0.5))
            .padding(1)
            .batchNormalisation()
            .maxPooling(2)
            .convolution(4, 3)
            .averagePooling(2)
            .bernoulli(5)
            .batchNormalisation()
            .head(1, OutputLoss.LOGISTIC)
            .initialise(1);
    Table table = Tables.of(net);
    List<String> kinds =
        List.of(
            "convolution 3x3 padding 1, normalised",
            "max 2x2, convolution 3x3",
            "average 2x2, dense, normalised",
            "head",
            "");
    assertEquals(kinds, table.stringColumn("kind").asList());
    assertEquals("gaussian(0.5)", table.stringColumn("noise").get(0));
    assertEquals(List.of(22., 76., 30., 6., 134.), table.doubleColumn("parameters").asList());
    double[] products = {64 * 18, 16, 20, 5};
    products[1] = 4 * 72;
    for (int k = 0; k < 4; k++) {
      assertEquals(products[k], table.doubleColumn("multiply_adds").get(k));
    }
    assertEquals(
        List.of(0., 1., 0., 1.), table.doubleColumn("binary_share").asList().subList(0, 4));
  }
}
