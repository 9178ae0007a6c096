package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.model.Batch;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.LossPass;
import org.bitgrad.model.OutputLoss;
import org.bitgrad.model.Outputs;
import org.bitgrad.model.Problem;
import org.bitgrad.model.ReusedBatch;
import org.bitgrad.model.SampledPath;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;

/** All buffers for batches of one number of rows. */
final class BatchSession {
  private final int rows;
  private final ReusedBatch points;
  private final Problem problem;
  private Session session;
  private MeanSink sink;
  private List<NamedArray> gradients = List.of();
  private SampledPath path;
  private LossPass loss;
  private SampledPath second;
  private double[] exponentials = new double[0];

  BatchSession(BatchBuffer batch, Function<Batch, Problem> network) {
    rows = batch.rows();
    double[] x = Arrays.copyOf(batch.doubles(), Math.multiplyExact(rows, batch.features()));
    points = ReusedBatch.of(rows, x, Arrays.copyOf(batch.targets(), rows));
    problem = network.apply(points.batch());
  }

  void replace(BatchBuffer batch) {
    points.replace(batch.doubles(), batch.targets());
  }

  /** Opens the estimator if it is not; a state of length 0 stands for that of a new session. */
  void open(Estimator estimator, double[] state) {
    if (session == null) {
      session = estimator.open(problem);
      sink = new MeanSink(problem);
      Gradient gradient = sink.gradient();
      List<NamedArray> arrays = new ArrayList<>();
      for (int g = 0; g < gradient.layout().groups(); g++) {
        String name = gradient.layout().name(g);
        arrays.add(NamedArray.flat(name, RealArray.of(gradient.group(g))));
      }
      gradients = List.copyOf(arrays);
    }
    if (state.length > 0) {
      session.restore(state);
    }
  }

  double estimate(RandomStream stream) {
    sink.clear();
    session.estimate(Draw.of(stream), sink);
    sink.finish();
    return sink.value();
  }

  void adapt(RandomStream stream) {
    session.adapt(Draw.of(stream));
  }

  double[] state() {
    return session.state();
  }

  List<NamedArray> gradients() {
    return gradients;
  }

  private void sample(RandomStream stream) {
    if (path == null) {
      path = new SampledPath(problem.chain(), rows);
      loss = problem.loss().open(rows);
    }
    path.sample(Draw.of(stream));
  }

  double predict(RandomStream stream, double[] probabilities) {
    sample(stream);
    loss.at(path.last());
    Outputs outputs = loss.outputs().orElseThrow();
    if (exponentials.length == 0) {
      exponentials = new double[outputs.eta().length];
    }
    addProbabilities(problem.loss().name(), outputs, exponentials, probabilities);
    double sum = 0;
    for (double value : loss.values()) {
      sum += value;
    }
    return sum / rows;
  }

  private static void addProbabilities(String loss, Outputs at, double[] e, double[] to) {
    if (loss.equals(OutputLoss.SOFTMAX.name())) {
      addSoftmax(at, e, to);
    } else if (loss.equals(OutputLoss.LOGISTIC.name())) {
      VectorMath.sigmoid(at.eta(), e, 0, at.rows());
      for (int r = 0; r < at.rows(); r++) {
        to[r] += e[r];
      }
    } else {
      for (int o = 0; o < at.outputs(); o++) {
        for (int r = 0; r < at.rows(); r++) {
          to[r * at.outputs() + o] += at.get(r, o);
        }
      }
    }
  }

  private static void addSoftmax(Outputs at, double[] e, double[] to) {
    int rows = at.rows();
    double[] eta = at.eta();
    for (int r = 0; r < rows; r++) {
      double largest = Double.NEGATIVE_INFINITY;
      for (int i = r; i < eta.length; i += rows) {
        largest = Math.max(largest, eta[i]);
      }
      for (int i = r; i < eta.length; i += rows) {
        e[i] = eta[i] - largest;
      }
    }
    VectorMath.exp(e, e, 0, e.length);
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int i = r; i < e.length; i += rows) {
        sum += e[i];
      }
      for (int o = 0; o < at.outputs(); o++) {
        to[r * at.outputs() + o] += e[o * rows + r] / sum;
      }
    }
  }

  List<UnitStatistics> units(RandomStream stream) {
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
