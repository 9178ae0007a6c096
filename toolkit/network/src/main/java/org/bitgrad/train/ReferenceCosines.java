package org.bitgrad.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchReader;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.DeterministicPass;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * Cosine, per parameter array, of single estimates of the method to a reference gradient on one
 * batch: the exact one where it can be enumerated, otherwise the mean of many estimates.
 */
final class ReferenceCosines {
  /** Single estimates whose cosines are averaged. */
  private static final int ESTIMATES = 10;

  /** Operations that the exact gradient may cost: below a second. */
  private static final double MOST_OPERATIONS = 1 << 28;

  private final TrainingPlan plan;
  private final TrainableNetwork network;
  private final BatchBuffer buffer;
  private final Batch points;

  ReferenceCosines(TrainingPlan plan, TrainableNetwork network) {
    this.plan = plan;
    this.network = network;
    var batches = plan.plainBatches(plan.train.orElseThrow());
    BatchReader reader = new BatchReader(batches);
    buffer = Evaluator.buffer(network, batches);
    reader.read(0, 0, buffer);
    BatchBuffer doubles = BatchBuffer.ofDoubles(batches);
    reader.read(0, 0, doubles);
    double[][] x = new double[doubles.rows()][];
    for (int n = 0; n < x.length; n++) {
      int from = n * doubles.features();
      x[n] = Arrays.copyOfRange(doubles.doubles(), from, from + doubles.features());
    }
    points = Batch.of(x, Arrays.copyOf(doubles.targets(), x.length));
  }

  List<Double> measure(RandomStream stream) throws InterruptedException {
    // Arrays may be parts of the groups, but follow each other in the same order.
    double[] reference = reference(stream.child("reference")).flat();
    double[] sums = new double[network.parameters().size()];
    // Estimators that learn must not learn from this.
    Map<String, RealArray> state = network.state();
    for (int t = 0; t < ESTIMATES; t++) {
      Evaluator.stopIfInterrupted();
      network.estimate(buffer, stream.child("estimate").child(t));
      int from = 0;
      for (int g = 0; g < sums.length; g++) {
        RealArray gradient = network.gradients().get(g).values();
        sums[g] += cosine(gradient, reference, from);
        from += gradient.size();
      }
    }
    network.restore(state);
    List<Double> cosines = new ArrayList<>();
    for (double sum : sums) {
      cosines.add(sum / ESTIMATES);
    }
    return cosines;
  }

  private Gradient reference(RandomStream stream) throws InterruptedException {
    StochasticBinaryNetwork form = plan.network.orElseThrow();
    if (!form.stochastic()) {
      DeterministicPass pass = DeterministicPass.of(form, points);
      Gradient gradient = pass.newGradient();
      pass.forward();
      pass.backward(gradient);
      return gradient;
    }
    Problem problem = form.on(points);
    if (ExactOracle.cost(problem) <= MOST_OPERATIONS) {
      return ExactOracle.compute(problem).gradient();
    }
    Estimator estimator = Estimators.parse(plan.reference);
    Session session = estimator.open(problem);
    MeanSink sink = new MeanSink(problem);
    Gradient sum = problem.newGradient();
    for (int t = 0; t < plan.referenceSamples; t++) {
      Evaluator.stopIfInterrupted();
      sink.clear();
      session.estimate(Draw.of(stream.child(t)), sink);
      sink.finish();
      sum.add(sink.gradient());
    }
    return sum;
  }

  static double cosine(RealArray x, double[] all, int from) {
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.size(); i++) {
      double y = all[from + i];
      xy += x.get(i) * y;
      xx += x.get(i) * x.get(i);
      yy += y * y;
    }
    return squareable(xx) && squareable(yy) ? xy / Math.sqrt(xx * yy) : scaledCosine(x, all, from);
  }

  /** Whether a sum of squares, and its product with another, keep their digits. */
  private static boolean squareable(double squares) {
    return squares >= 0x1p-450 && squares <= 0x1p450;
  }

  /** The same in units of the largest numbers; 0 if there are zeros only. */
  private static double scaledCosine(RealArray x, double[] all, int from) {
    double largestX = 0;
    double largestY = 0;
    for (int i = 0; i < x.size(); i++) {
      largestX = Math.max(largestX, Math.abs(x.get(i)));
      largestY = Math.max(largestY, Math.abs(all[from + i]));
    }
    if (largestX == 0 || largestY == 0) {
      return 0;
    }
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.size(); i++) {
      double a = Math.scalb(x.get(i), -Math.getExponent(largestX));
      double b = Math.scalb(all[from + i], -Math.getExponent(largestY));
      xy += a * b;
      xx += a * a;
      yy += b * b;
    }
    return xy / Math.sqrt(xx * yy);
  }
}
