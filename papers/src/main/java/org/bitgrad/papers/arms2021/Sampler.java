package org.bitgrad.papers.arms2021;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.RowSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;

/** Many independent estimates at once: every row of a block is one. */
final class Sampler {
  private static final int BATCHES = 200;
  private static final int ROWS = 1000;

  private final Problem problem;
  private final Estimator estimator;
  private final int rows;
  private final Session session;
  private final RowSink sink;
  private final int size;

  Sampler(Problem problem, Estimator estimator) {
    this(problem, estimator, ROWS);
  }

  Sampler(Problem problem, Estimator estimator, int rows) {
    this.problem = problem;
    this.estimator = estimator;
    this.rows = rows;
    Problem repeated = problem.repeat(0, rows);
    session = estimator.open(repeated);
    sink = new RowSink(repeated);
    size = problem.parameters().size(0);
  }

  /** {@return a block of estimates, {@code [parameters x rows]}; the buffer itself} */
  double[] block(RandomStream stream) {
    if (Thread.currentThread().isInterrupted()) {
      throw new java.util.concurrent.CancellationException("the run was interrupted");
    }
    sink.clear();
    session.estimate(Draw.of(stream), sink);
    return sink.group(0);
  }

  /**
   * The total variance of an estimate: the mean over batches of estimates of the sum over
   * parameters of their sample variances, with an interval by Student's t over batches.
   */
  Measurement totalVariance(long seed, int estimates) {
    double[] variances = new double[BATCHES];
    int blocks = Math.max(1, estimates / rows / BATCHES);
    for (int b = 0; b < BATCHES; b++) {
      double[] sum = new double[size];
      double[] squares = new double[size];
      for (int i = 0; i < blocks; i++) {
        add(block(stream(seed, b, i)), sum, squares);
      }
      double n = (double) blocks * rows;
      for (int j = 0; j < size; j++) {
        variances[b] += (squares[j] - sum[j] * sum[j] / n) / (n - 1);
      }
    }
    return sampled(Means.mean(variances));
  }

  /** The mean of {@code estimate . direction / |direction|^2}, with an interval over batches. */
  Measurement projection(long seed, int estimates, double[] direction) {
    double[] means = new double[BATCHES];
    int blocks = Math.max(1, estimates / rows / BATCHES);
    double norm = 0;
    for (double d : direction) {
      norm += d * d;
    }
    for (int b = 0; b < BATCHES; b++) {
      double[] sum = new double[size];
      for (int i = 0; i < blocks; i++) {
        add(block(stream(seed, b, i)), sum, new double[size]);
      }
      for (int j = 0; j < size; j++) {
        means[b] += sum[j] * direction[j] / norm / blocks / rows;
      }
    }
    return sampled(Means.mean(means));
  }

  private RandomStream stream(long seed, int batch, int block) {
    RandomStream root = RandomStream.of(seed, Arms2021.PAPER, "sampled", estimator.name());
    return root.child(problem.parameters().total()).child(batch).child(block);
  }

  private static Measurement sampled(Measurement m) {
    String covers = "the noise of sampling, 95 % (Student's t over " + BATCHES + " batches)";
    return new Measurement(m.value(), m.low(), m.high(), m.n(), covers);
  }

  private void add(double[] block, double[] sum, double[] squares) {
    for (int j = 0; j < size; j++) {
      for (int r = 0; r < rows; r++) {
        double g = block[j * rows + r];
        sum[j] += g;
        squares[j] += g * g;
      }
    }
  }
}
