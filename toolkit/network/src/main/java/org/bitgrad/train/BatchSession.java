package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.network.Dropout;
import org.bitgrad.network.NetworkLoss;
import org.bitgrad.network.NetworkLossPass;
import org.bitgrad.network.ReusedBatch;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.RandomStream;

/** All buffers for batches of one number of rows. */
final class BatchSession implements BatchWork {
  private final StochasticBinaryNetwork network;
  private final int rows;
  private final ReusedBatch points;
  private final Problem problem;

  /** Masks of training; null without dropout. */
  private final Dropout dropout;

  /** What an estimate is of: the problem, with masks if there is dropout. */
  private final Problem trained;

  private Session session;
  private MeanSink sink;
  private GroupGradients gradients;
  private SampledPath path;
  private NetworkLossPass loss;
  private SampledPath second;

  BatchSession(BatchBuffer batch, StochasticBinaryNetwork network) {
    this.network = network;
    rows = batch.rows();
    points = points(batch);
    problem = network.on(points.batch());
    dropout = network.drops() ? Dropout.of(network, rows) : null;
    trained = dropout == null ? problem : network.on(points.batch(), dropout);
  }

  static ReusedBatch points(BatchBuffer batch) {
    int rows = batch.rows();
    double[] x = Arrays.copyOf(batch.doubles(), Math.multiplyExact(rows, batch.features()));
    return ReusedBatch.of(rows, x, Arrays.copyOf(batch.targets(), rows));
  }

  @Override
  public void replace(BatchBuffer batch) {
    points.replace(batch.doubles(), batch.targets());
  }

  @Override
  public void open(Estimator estimator, double... state) {
    if (session == null) {
      session = estimator.open(trained);
      sink = new MeanSink(trained);
      gradients = new GroupGradients(network, sink.gradient());
    }
    if (state.length > 0) {
      session.restore(state);
    }
  }

  private void draw(RandomStream stream) {
    if (dropout != null) {
      dropout.draw(stream);
    }
  }

  @Override
  public double estimate(RandomStream stream) {
    sink.clear();
    draw(stream);
    session.estimate(Draw.of(stream), sink);
    sink.finish();
    gradients.refresh();
    return sink.value();
  }

  @Override
  public void adapt(RandomStream stream) {
    draw(stream);
    session.adapt(Draw.of(stream));
  }

  @Override
  public double[] state() {
    return session.state();
  }

  @Override
  public List<NamedArray> gradients() {
    return gradients.arrays();
  }

  private void sample(RandomStream stream) {
    if (path == null) {
      path = new SampledPath(problem.chain(), rows);
      loss = ((NetworkLoss) problem.loss()).open(rows);
    }
    path.sample(Draw.of(stream));
  }

  @Override
  public double predict(RandomStream stream, double[] probabilities) {
    sample(stream);
    loss.at(path.last());
    network.outputLoss().predict(loss.outputs(), probabilities);
    double sum = 0;
    for (double value : loss.values()) {
      sum += value;
    }
    return sum / rows;
  }

  @Override
  public List<UnitStatistics> units(RandomStream stream) {
    sample(stream.child("first"));
    if (second == null) {
      second = new SampledPath(problem.chain(), rows);
    }
    second.sample(Draw.of(stream.child("second")));
    List<UnitStatistics> units = new ArrayList<>();
    for (int k = 0; k < problem.chain().layers(); k++) {
      double[] p = path.probabilities(k);
      units.add(statistics(p, path.states(k).values(), second.states(k).values()));
    }
    return units;
  }

  private static UnitStatistics statistics(double[] p, double[] x, double[] other) {
    double entropy = 0;
    int flips = 0;
    int saturated = 0;
    for (int i = 0; i < x.length; i++) {
      entropy += bits(p[i]) + bits(1 - p[i]);
      flips += x[i] == other[i] ? 0 : 1;
      double nearest = Math.min(p[i], 1 - p[i]);
      saturated += nearest < UnitStatistics.SATURATION ? 1 : 0;
    }
    double n = x.length;
    return new UnitStatistics(entropy / n, flips / n, saturated / n);
  }

  private static double bits(double p) {
    return p > 0 ? -p * StrictMath.log(p) / StrictMath.log(2) : 0;
  }
}
