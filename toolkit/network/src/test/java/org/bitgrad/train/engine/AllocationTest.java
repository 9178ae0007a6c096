package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.Activation;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.OptimiserRun;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A step of training makes no array once its buffers are there, whatever layers there are. */
class AllocationTest {
  private static final RandomStream STREAM = RandomStream.of(12, "allocation");

  private static final int STEPS = 400;

  /**
   * A stream of random numbers (32 bytes) per step is allowed, the smallest signal (148) is not.
   */
  private static final int ALLOWED = 64 * STEPS;

  /** Until compiled code keeps short-lived objects, of streams of numbers, on the stack. */
  private static final int ROUNDS = 200;

  private static NetworkBuilder images() {
    return StochasticBinaryNetwork.input(2, 8, 8).encoding(Encoding.SPINS);
  }

  private static NetworkBuilder largest() {
    return images().convolution(6, 3).padding(1).maxPooling(2).convolution(5, 3).bernoulli(7);
  }

  private static NetworkBuilder sums() {
    return images().convolution(6, 3).sumPooling(2).convolution(5, 2).averagePooling(2);
  }

  private static NetworkBuilder normalised() {
    return images()
        .convolution(6, 3)
        .stride(2)
        .batchNormalisation()
        .bernoulli(9)
        .batchNormalisation();
  }

  /** What all methods take: real units and dropout in front of the first bits. */
  private static NetworkBuilder realFront() {
    return images()
        .dropout(0.2)
        .realConvolution(4, 3, Activation.RELU)
        .averagePooling(2)
        .tanh(8)
        .bernoulli(9)
        .bernoulli(5);
  }

  private static NetworkBuilder mixed() {
    return images()
        .convolution(4, 3)
        .dropout(0.3)
        .relu(8)
        .batchNormalisation()
        .bernoulli(6)
        .dropout(0.5);
  }

  static Stream<Arguments> cases() {
    List<String> samplers = List.of("st", "st-hardtanh", "concrete(0.5)", "mean-field");
    return Stream.of(
            of("psa", largest(), sums(), normalised(), realFront()),
            of("reinforce(baseline=running-mean)", largest(), sums(), realFront()),
            of("ap2", sums(), realFront()),
            of("local-reparameterisation", sums(), realFront()),
            samplers.stream()
                .flatMap(m -> of(m, largest(), sums(), normalised(), realFront(), mixed())))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> of(String method, NetworkBuilder... networks) {
    return Stream.of(networks)
        .map(each -> each.head(3, OutputLoss.SOFTMAX).initialise(7))
        .map(network -> Arguments.of(method, network));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aStepMakesNoArray(String method, StochasticBinaryNetwork network) {
    FloatNetwork fast = FloatNetwork.of(network, method, FloatProducts.fastest(), 1);
    BatchBuffer batch = new EngineCase(method, network, 11).buffer();
    OptimiserRun run = Optimiser.sgd(1e-3).momentum(0.9).start(arrays(fast.parameters()));
    RealArray[] gradients = arrays(fast.gradients());
    double[] sums = new double[33];
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long bytes = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && bytes >= ALLOWED; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      steps(fast, batch, run, gradients, sums);
      bytes = threads.getThreadAllocatedBytes(thread) - before;
    }
    assertTrue(bytes < ALLOWED, bytes + " bytes in " + STEPS + " steps");
  }

  private static void steps(
      FloatNetwork fast, BatchBuffer batch, OptimiserRun run, RealArray[] gradients, double... to) {
    for (int i = 0; i < STEPS; i++) {
      fast.estimate(batch, STREAM);
      run.step(gradients);
      fast.predict(batch, STREAM, to);
    }
  }

  private static RealArray[] arrays(List<NamedArray> named) {
    return named.stream().map(NamedArray::values).toArray(RealArray[]::new);
  }
}
