package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.OptimiserRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters, predictions, allocation and refusals of the engine. */
class FloatNetworkTest {
  private static final RandomStream STREAM = RandomStream.of(12, "engine");

  private static StochasticBinaryNetwork small() {
    return StochasticBinaryNetwork.input(4).bernoulli(6).head(3, OutputLoss.SOFTMAX).initialise(1);
  }

  @Test
  void parametersAreNamedShapedAndLive() {
    StochasticBinaryNetwork network = small();
    FloatNetwork fast = FloatNetwork.of(network, "st", 1);
    assertEquals(
        List.of("layer0.weights", "layer0.biases", "layer1.weights", "layer1.biases"),
        fast.parameters().stream().map(NamedArray::name).toList());
    assertEquals(List.of(6, 4), fast.parameters().get(0).shape());
    assertEquals(List.of(3), fast.gradients().get(3).shape());
    assertEquals((float) network.group(1)[5], fast.parameters().get(2).values().get(5));
    fast.parameters().get(2).values().scale(2);
    StochasticBinaryNetwork other = network.copy();
    fast.writeTo(other);
    assertEquals(2 * (float) network.group(1)[5], other.group(1)[5]);
    assertEquals((float) network.group(0)[7], other.group(0)[7]);
    fast.readFrom(network);
    assertEquals((float) network.group(1)[5], fast.parameters().get(2).values().get(5));
    assertEquals("dense 4-6 logistic-3 softmax, bits", fast.architecture());
  }

  @Test
  void predictionsAddUpAndAreThoseOfTheEstimatesPath() {
    EngineCase each = EngineCase.wide();
    FloatNetwork fast = FloatNetwork.of(each.network(), "st", 2);
    BatchBuffer batch = each.buffer();
    double[] sum = new double[100 * 10];
    double loss = fast.estimate(batch, STREAM);
    assertEquals(loss, fast.predict(batch, STREAM, sum));
    double[] once = sum.clone();
    double fromProbabilities = 0;
    for (int r = 0; r < 100; r++) {
      double total = 0;
      for (int c = 0; c < 10; c++) {
        total += once[10 * r + c];
      }
      assertEquals(1, total, 1e-12);
      fromProbabilities -= Math.log(once[10 * r + (int) batch.targets()[r]]) / 100;
    }
    assertEquals(loss, fromProbabilities, 1e-10);
    fast.predict(batch, STREAM, sum);
    for (int i = 0; i < sum.length; i++) {
      assertEquals(2 * once[i], sum[i], 1e-15);
    }
  }

  @Test
  void predictionsAreDrawnWhateverTheMethodRelaxes() {
    EngineCase each = EngineCase.wide();
    BatchBuffer batch = each.buffer();
    double[] drawn = new double[1000];
    double loss = FloatNetwork.of(each.network(), "st", 1).predict(batch, STREAM, drawn);
    for (String method :
        List.of(
            "mean-field", "concrete(0.5)", "psa", "reinforce", "ap2", "local-reparameterisation")) {
      double[] other = new double[1000];
      FloatNetwork fast = FloatNetwork.of(each.network(), method, 1);
      fast.estimate(batch, STREAM);
      assertEquals(loss, fast.predict(batch, STREAM, other));
      assertArrayEquals(drawn, other);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"st", "psa", "concrete(0.5)", "ap2", "local-reparameterisation"})
  void descentLowersTheLoss(String method) {
    EngineCase each = EngineCase.wide();
    FloatNetwork fast = FloatNetwork.of(each.network(), method, 2);
    OptimiserRun run = Optimiser.sgd(0.3).momentum(0.9).start(arrays(fast.parameters()));
    RealArray[] gradients = arrays(fast.gradients());
    BatchBuffer batch = each.buffer();
    double first = 0;
    double last = 0;
    for (int step = 0; step < 200; step++) {
      double loss = fast.estimate(batch, STREAM.child(step));
      first += step < 10 ? loss / 10 : 0;
      last += step >= 190 ? loss / 10 : 0;
      run.step(gradients);
    }
    assertTrue(last < 0.5 * first, first + " to " + last);
  }

  private static RealArray[] arrays(List<NamedArray> named) {
    return named.stream().map(NamedArray::values).toArray(RealArray[]::new);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "st",
        "psa",
        "concrete(0.5)",
        "reinforce",
        "reinforce(baseline=running-mean)",
        "reinforce(baseline=optimal)",
        "ap2",
        "local-reparameterisation"
      })
  void nothingIsAllocatedOnceBuffersAreThere(String method) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    for (FloatProducts products :
        List.of(FloatProducts.java(), FloatProducts.blas().orElseThrow())) {
      EngineCase each = EngineCase.wide();
      FloatNetwork fast = FloatNetwork.of(each.network(), method, products, 1);
      BatchBuffer batch = each.buffer();
      double[] probabilities = new double[1000];
      for (int i = 0; i < 20; i++) {
        fast.estimate(batch, STREAM);
        fast.predict(batch, STREAM, probabilities);
      }
      threads.getThreadAllocatedBytes(thread);
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < 20; i++) {
        fast.estimate(batch, STREAM);
        fast.predict(batch, STREAM, probabilities);
      }
      long bytes = threads.getThreadAllocatedBytes(thread) - before;
      assertTrue(bytes < 4096, products.name() + " allocated " + bytes + " bytes in 40 passes");
    }
  }

  @Test
  void parametersThatAreNoNumbersGiveALossThatIsNone() {
    FloatNetwork fast = FloatNetwork.of(EngineCase.wide().network(), "st", 1);
    fast.parameters().get(0).values().scale(Double.NaN);
    assertFalse(Double.isFinite(fast.estimate(EngineCase.wide().buffer(), STREAM)));
  }

  @Test
  void whatTheEngineCannotDoIsRefused() {
    StochasticBinaryNetwork network = small();
    FloatNetwork fast = FloatNetwork.of(network, "st", 1);
    BatchBuffer other = EngineCase.wide().buffer();
    EngineCase labels =
        EngineCase.of(
            EngineCase.Shape.bits(List.of("logistic"), OutputLoss.SOFTMAX, 4, 6, 5), 1, 5);
    OutputLoss own = OutputLoss.of("own", (at, out) -> {});
    StochasticBinaryNetwork strange =
        StochasticBinaryNetwork.input(4).bernoulli(6).head(3, own).initialise(1);
    StochasticBinaryNetwork wider =
        StochasticBinaryNetwork.input(5).bernoulli(6).head(3, OutputLoss.SOFTMAX).initialise(1);
    StochasticBinaryNetwork convolved =
        StochasticBinaryNetwork.input(1, 4, 4)
            .convolution(2, 3)
            .batchNormalisation()
            .head(3, OutputLoss.SOFTMAX)
            .initialise(1);
    StochasticBinaryNetwork gaussian =
        StochasticBinaryNetwork.input(4)
            .bernoulli(6, Noise.gaussian(1))
            .head(3, OutputLoss.SOFTMAX)
            .initialise(1);
    refused("must be logistic", () -> FloatNetwork.of(gaussian, "concrete(1)", 1));
    refused("there is layer0: convolution", () -> FloatNetwork.of(convolved, "ap2", 1));
    refused(
        "n of reinforce in float32 must be 1", () -> FloatNetwork.of(network, "reinforce(2)", 1));
    refused(
        "which baseline=leave-one-out needs, are there in float64",
        () -> FloatNetwork.of(network, "reinforce(2,baseline=leave-one-out)", 1));
    StochasticBinaryNetwork largest =
        StochasticBinaryNetwork.input(1, 4, 4)
            .convolution(2, 3)
            .maxPooling(2)
            .head(3, OutputLoss.SOFTMAX)
            .initialise(1);
    for (String moments : List.of("ap2", "local-reparameterisation")) {
      refused(
          "pooling under " + moments + " must be a mean or a sum",
          () -> FloatNetwork.of(largest, moments, 1));
      refused("there is layer0: convolution", () -> FloatNetwork.of(convolved, moments, 1));
    }
    refused("network and products", () -> FloatNetwork.of(null, "st", 1));
    refused("arm", () -> FloatNetwork.of(network, "arm", 1));
    refused("unknown", () -> FloatNetwork.of(network, "stt", 1));
    refused("threads must be 1 to 1024, but is 0", () -> FloatNetwork.of(network, "st", 0));
    refused("but is own", () -> FloatNetwork.of(strange, "st", 1));
    refused("4 inputs, but has 200", () -> fast.estimate(other, STREAM));
    refused("labels 0 to 2", () -> fast.estimate(labels.buffer(), STREAM));
    refused("[4, 6, 3], but has [5, 6, 3]", () -> fast.writeTo(wider));
    refused("[4, 6, 3], but has none", () -> fast.readFrom(null));
    refused(
        "probabilities must hold 10 numbers for each of 100 rows",
        () ->
            FloatNetwork.of(EngineCase.wide().network(), "st", 1)
                .predict(other, STREAM, new double[999]));
  }

  private static void refused(String message, Runnable call) {
    IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, call::run);
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }
}
