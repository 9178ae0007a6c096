package org.bitgrad.train;

import java.util.List;
import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;

/** A network that interrupts its thread at one of its calls, or spoils one of its gradients. */
final class WatchedNetwork implements TrainableNetwork {
  private final TrainableNetwork network;
  private final int interruptAt;
  private int calls;
  private int estimates;
  private int spoilt = -1;

  WatchedNetwork(TrainableNetwork network, int interruptAt) {
    this.network = network;
    this.interruptAt = interruptAt;
  }

  /** One number of the second array becomes NaN in an estimate. */
  WatchedNetwork spoil(int estimate) {
    spoilt = estimate;
    return this;
  }

  int calls() {
    return calls;
  }

  private void call() {
    if (calls++ == interruptAt) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String architecture() {
    return network.architecture();
  }

  @Override
  public List<NamedArray> parameters() {
    return network.parameters();
  }

  @Override
  public List<NamedArray> gradients() {
    return network.gradients();
  }

  @Override
  public int outputs() {
    return network.outputs();
  }

  @Override
  public int label(double target) {
    return network.label(target);
  }

  @Override
  public double estimate(BatchBuffer batch, RandomStream stream) {
    call();
    double loss = network.estimate(batch, stream);
    if (estimates++ == spoilt) {
      network.gradients().get(1).values().scale(Double.NaN);
    }
    return loss;
  }

  @Override
  public double predict(BatchBuffer batch, RandomStream stream, double[] probabilities) {
    call();
    return network.predict(batch, stream, probabilities);
  }

  @Override
  public List<UnitStatistics> units(BatchBuffer batch, RandomStream stream) {
    call();
    return network.units(batch, stream);
  }

  @Override
  public Map<String, RealArray> state() {
    return network.state();
  }

  @Override
  public void restore(Map<String, RealArray> state) {
    network.restore(state);
  }
}
