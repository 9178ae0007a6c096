package org.bitgrad.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.random.Noise;
import org.bitgrad.train.engine.FloatNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which engine trains, and why. */
class EngineChoiceTest {
  private static NetworkBuilder input() {
    return StochasticBinaryNetwork.input(4);
  }

  private static StochasticBinaryNetwork head(NetworkBuilder builder, OutputLoss loss) {
    return builder.head(loss == OutputLoss.SOFTMAX ? 3 : 1, loss).initialise(1);
  }

  private static StochasticBinaryNetwork network(String kind) {
    return switch (kind) {
      case "dense" -> head(input().bernoulli(3), OutputLoss.SOFTMAX);
      case "gaussian" -> head(input().bernoulli(3, Noise.gaussian(1)), OutputLoss.SOFTMAX);
      case "normalised" ->
          head(input().bernoulli(3).batchNormalisation().bernoulli(2), OutputLoss.SOFTMAX);
      case "second-normalised" ->
          head(input().bernoulli(3).bernoulli(2).batchNormalisation(), OutputLoss.SOFTMAX);
      case "real-behind" -> head(input().bernoulli(3).relu(2), OutputLoss.SOFTMAX);
      case "dropout-behind" -> head(input().bernoulli(3).dropout(0.5), OutputLoss.SOFTMAX);
      case "tiny-noise" -> head(input().bernoulli(3, Noise.logistic(1e-20)), OutputLoss.SOFTMAX);
      case "gaussian-loss" -> head(input().bernoulli(3), OutputLoss.gaussian(2));
      default -> head(input().tanh(3), OutputLoss.LOGISTIC);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "psa, dense", "st, second-normalised", "mean-field, real-behind", "concrete(0.5), dense",
    "reinforce, normalised", "ap2, dense", "local-reparameterisation, gaussian", "st, real",
    "psa(smoothing=false), gaussian", "st-hardtanh, dropout-behind", "psa, real"
  })
  void whatTheEngineHasIsTrainedInFloat32(String method, String kind) {
    EngineChoice choice = EngineChoice.of(network(kind), method, Optional.empty());
    assertEquals("float32: the method and all layers are there in it", choice.text());
    assertEquals(EngineNetwork.class, choice.open(network(kind), method, 1).getClass());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "arm | dense | must be st, psa, st-hardtanh",
        "reinforce(4,baseline=leave-one-out) | dense | n of reinforce in float32 must be 1",
        "psa | gaussian-loss | loss of a network in float32 must be softmax, logistic or squared",
        "ap2 | normalised | under ap2 must be without normalisation, but there is",
        "reinforce | second-normalised | must be without normalisation after the first",
        "psa | real-behind | real layers of a network in float32 under psa must stand before",
        "psa | dropout-behind | dropout in a network in float32 under psa must stand before",
        "local-reparameterisation | dropout-behind | variances do not go through masks",
        "ap2 | real-behind | variances do not go through real units",
        "concrete(0.5) | gaussian | noise of concrete in float32 must be logistic",
        "st | tiny-noise | scale of a noise in float32 must be in [1e-15, 1e15]",
      })
  void whatTheEngineLacksIsTrainedInFloat64WithTheReason(String method, String kind, String why) {
    StochasticBinaryNetwork network = network(kind);
    EngineChoice choice = EngineChoice.of(network, method, Optional.empty());
    assertTrue(choice.text().startsWith("float64: "), choice.text());
    assertTrue(choice.reason().contains(why), choice.reason());
    var refusal =
        assertThrows(IllegalArgumentException.class, () -> FloatNetwork.of(network, method, 1));
    assertEquals(choice.reason(), refusal.getMessage());
  }

  @Test
  void whatIsAskedForIsTaken() {
    StochasticBinaryNetwork network = network("dense");
    EngineChoice slow = EngineChoice.of(network, "psa", Optional.of(Precision.FLOAT64));
    assertEquals("float64: as asked for", slow.text());
    EngineChoice fast = EngineChoice.of(network, "arm", Optional.of(Precision.FLOAT32));
    assertThrows(IllegalArgumentException.class, () -> fast.open(network, "arm", 1));
  }

  /** No estimator of the list leads to another exception than the reason that was given. */
  @Test
  void everyEstimatorIsChosenAsItCanBeOpened() {
    StochasticBinaryNetwork network = network("dense");
    for (String name : Estimators.names()) {
      EngineChoice choice = EngineChoice.of(network, name, Optional.empty());
      if (choice.precision() == Precision.FLOAT32) {
        assertTrue(FloatNetwork.of(network, name, 1).outputs() == 3, name);
      } else {
        assertThrows(IllegalArgumentException.class, () -> FloatNetwork.of(network, name, 1), name);
      }
    }
  }
}
