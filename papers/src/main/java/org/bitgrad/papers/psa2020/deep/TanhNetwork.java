package org.bitgrad.papers.psa2020.deep;

import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.NamedArray;
import org.bitgrad.train.TrainableNetwork;
import org.bitgrad.train.engine.FloatNetwork;

/**
 * The method "standard" of the released code for deep networks: training replaces every unit by
 * {@code tanh(a)}, evaluation samples the units of unit noise, whose mean is {@code tanh(a / 2)}.
 * What is trained is thus the mean field of the network with half the noise.
 */
final class TanhNetwork implements TrainableNetwork {
  private final StochasticBinaryNetwork origin;
  private final FloatNetwork means;
  private final FloatNetwork sampled;

  /**
   * Joins the two.
   *
   * @param origin with unit noise, evaluated
   * @param steep the same with half the noise, trained
   */
  TanhNetwork(StochasticBinaryNetwork origin, StochasticBinaryNetwork steep) {
    this.origin = origin;
    means = FloatNetwork.of(steep, "mean-field", 1);
    sampled = FloatNetwork.of(origin, "st", 1);
  }

  @Override
  public String architecture() {
    return "tanh in training of " + sampled.architecture();
  }

  @Override
  public List<NamedArray> parameters() {
    return means.parameters();
  }

  @Override
  public List<NamedArray> gradients() {
    return means.gradients();
  }

  @Override
  public int outputs() {
    return means.outputs();
  }

  @Override
  public double estimate(BatchBuffer batch, RandomStream stream) {
    return means.estimate(batch, stream);
  }

  @Override
  public double predict(BatchBuffer batch, RandomStream stream, double[] probabilities) {
    copy();
    return sampled.predict(batch, stream, probabilities);
  }

  @Override
  public void publish() {
    copy();
    sampled.writeTo(origin);
  }

  private void copy() {
    List<NamedArray> from = means.parameters();
    List<NamedArray> to = sampled.parameters();
    for (int g = 0; g < from.size(); g++) {
      to.get(g).values().copyFrom(from.get(g).values());
    }
  }
}
