package org.bitgrad.train;

import java.util.List;
import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.engine.FloatNetwork;

/** A network trained in float32 whose parameters go back to the float64 one. */
final class EngineNetwork implements TrainableNetwork {
  private final StochasticBinaryNetwork origin;
  private final FloatNetwork fast;
  private final List<NamedArray> parameters;
  private final List<NamedArray> gradients;

  EngineNetwork(StochasticBinaryNetwork origin, String method, int threads) {
    this.origin = origin;
    fast = FloatNetwork.of(origin, method, threads);
    parameters = List.copyOf(fast.parameters());
    gradients = List.copyOf(fast.gradients());
  }

  @Override
  public String architecture() {
    return EstimatorNetwork.describe(origin);
  }

  @Override
  public List<NamedArray> parameters() {
    return parameters;
  }

  @Override
  public List<NamedArray> gradients() {
    return gradients;
  }

  @Override
  public int outputs() {
    return fast.outputs();
  }

  @Override
  public int label(double target) {
    return origin.outputLoss().label(target);
  }

  @Override
  public int leastBatch() {
    return fast.leastBatch();
  }

  @Override
  public double estimate(BatchBuffer batch, RandomStream stream) {
    return fast.estimate(batch, stream);
  }

  @Override
  public double predict(BatchBuffer batch, RandomStream stream, double[] probabilities) {
    return fast.predict(batch, stream, probabilities);
  }

  @Override
  public Map<String, RealArray> state() {
    return fast.state();
  }

  @Override
  public void restore(Map<String, RealArray> state) {
    fast.restore(state);
  }

  @Override
  public void publish() {
    fast.writeTo(origin);
  }
}
