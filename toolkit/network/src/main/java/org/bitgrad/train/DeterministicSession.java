package org.bitgrad.train;

import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.network.DeterministicPass;
import org.bitgrad.network.Dropout;
import org.bitgrad.network.ReusedBatch;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Gradient;
import org.bitgrad.random.RandomStream;

/** A network of real layers: with nothing drawn, every estimator is back-propagation. */
final class DeterministicSession implements BatchWork {
  private final StochasticBinaryNetwork network;
  private final ReusedBatch points;
  private final DeterministicPass pass;

  /** Masks of training; null without dropout. */
  private final Dropout dropout;

  private final DeterministicPass trained;
  private Gradient gradient;
  private GroupGradients gradients;

  DeterministicSession(BatchBuffer batch, StochasticBinaryNetwork network) {
    this.network = network;
    points = BatchSession.points(batch);
    pass = DeterministicPass.of(network, points.batch());
    dropout = network.drops() ? Dropout.of(network, batch.rows()) : null;
    trained = dropout == null ? pass : DeterministicPass.of(network, points.batch(), dropout);
  }

  @Override
  public void replace(BatchBuffer batch) {
    points.replace(batch.doubles(), batch.targets());
  }

  @Override
  public void open(Estimator estimator, double... state) {
    if (gradient == null) {
      gradient = pass.newGradient();
      gradients = new GroupGradients(network, gradient);
    }
  }

  @Override
  public List<NamedArray> gradients() {
    return gradients.arrays();
  }

  @Override
  public double estimate(RandomStream stream) {
    gradient.clear();
    if (dropout != null) {
      dropout.draw(stream);
    }
    double value = trained.forward();
    trained.backward(gradient);
    gradients.refresh();
    return value;
  }

  @Override
  public void adapt(RandomStream stream) {}

  @Override
  public double[] state() {
    return new double[0];
  }

  @Override
  public double predict(RandomStream stream, double[] probabilities) {
    double value = pass.forward();
    network.outputLoss().predict(pass.outputs(), probabilities);
    return value;
  }

  @Override
  public List<UnitStatistics> units(RandomStream stream) {
    return List.of();
  }
}
