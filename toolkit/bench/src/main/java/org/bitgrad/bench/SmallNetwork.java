package org.bitgrad.bench;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/** Estimates of a network 2-n-n-n-1 under the logistic loss at 200 points of the plane. */
final class SmallNetwork {
  static final int POINTS = 200;

  private final Session session;
  private final MeanSink sink;
  private final RandomStream stream = RandomStream.of(7, "bench");
  private long trial;

  SmallNetwork(Estimator estimator, int width) {
    Problem problem = problem(width);
    session = estimator.open(problem);
    sink = new MeanSink(problem);
  }

  static Problem problem(int width) {
    NetworkBuilder builder =
        StochasticBinaryNetwork.input(2).bernoulli(width).bernoulli(width).bernoulli(width);
    return builder.head(1, OutputLoss.LOGISTIC).initialise(7).on(points());
  }

  private static Batch points() {
    double[] u = new double[3 * POINTS];
    RandomStream.of(7, "bench", "points").uniforms(0, u, 0, u.length);
    double[][] x = new double[POINTS][];
    double[] y = new double[POINTS];
    for (int n = 0; n < POINTS; n++) {
      x[n] = new double[] {Math.PI * (u[3 * n] - 0.5), 2 * u[3 * n + 1] - 1};
      y[n] = u[3 * n + 2] < 0.5 ? -1 : 1;
    }
    return Batch.of(x, y);
  }

  /** One estimate: one path at each point; returns the loss so that nothing is optimised away. */
  double estimate() {
    sink.clear();
    session.estimate(Draw.of(stream.child(trial++)), sink);
    sink.finish();
    return sink.value();
  }
}
