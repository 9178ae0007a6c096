package org.bitgrad.analysis;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * The numbered single estimates of one estimator on a problem. Estimate t reads the stream (seed,
 * "study", name of the estimator, "trial", t), so that any of them can be made alone, and by any
 * thread.
 */
final class Trials {
  private final Problem problem;
  private final Estimator estimator;
  private final RandomStream root;
  private final double[] state;
  private final Queue<Worker> idle = new ConcurrentLinkedQueue<>();

  private Trials(Problem problem, Estimator estimator, RandomStream root, double[] state) {
    this.problem = problem;
    this.estimator = estimator;
    this.root = root;
    this.state = state;
  }

  /**
   * Prepares an estimator: a stateful one adapts to 1000 draws of its own, then its state is
   * frozen.
   *
   * @throws StudyInterruptedException if the thread is interrupted meanwhile
   */
  static Trials prepare(Problem problem, Estimator estimator, long seed) {
    return prepare(problem, estimator, RandomStream.of(seed, "study", estimator.name()));
  }

  /**
   * As {@link #prepare(Problem, Estimator, long)} on a given stream. Estimators on the same stream
   * see the same numbers where they read the same sites: their errors are paired.
   */
  static Trials prepare(Problem problem, Estimator estimator, RandomStream root) {
    Session session = estimator.open(problem);
    if (estimator.traits().stateful()) {
      RandomStream adaptation = root.child("adapt");
      for (int t = 0; t < StudySettings.ADAPTATION_TRIALS; t++) {
        Interrupts.check();
        session.adapt(Draw.of(adaptation.child(t)));
      }
    }
    return new Trials(problem, estimator, root, session.state());
  }

  String name() {
    return estimator.name();
  }

  Estimator estimator() {
    return estimator;
  }

  /** What the estimator had adapted to; empty for one without state. */
  double[] state() {
    return state.clone();
  }

  /** A worker for the calling thread; give it back with {@link #release}. */
  Worker acquire() {
    Worker worker = idle.poll();
    return worker != null ? worker : new Worker();
  }

  void release(Worker worker) {
    idle.add(worker);
  }

  /** Makes estimates, one after the other, in buffers of its own. */
  final class Worker {
    private final Session session;
    private final MeanSink sink;
    private final RandomStream trials = root.child("trial");

    Worker() {
      session = estimator.open(problem);
      session.restore(state.clone());
      sink = new MeanSink(problem);
    }

    /**
     * Makes one estimate.
     *
     * @return the gradient, a buffer that the next call rewrites
     * @throws ArithmeticException if a number of it is not finite
     */
    Gradient estimate(int trial) {
      sink.clear();
      try {
        session.estimate(Draw.of(trials.child(trial)), sink);
        sink.finish();
      } catch (ArithmeticException e) {
        throw new ArithmeticException(
            "estimate of " + estimator.name() + ", trial " + trial + ": " + e.getMessage());
      }
      Gradient gradient = sink.gradient();
      for (int g = 0; g < gradient.layout().groups(); g++) {
        requireFinite(gradient, g, trial);
      }
      return gradient;
    }

    private void requireFinite(Gradient gradient, int group, int trial) {
      double[] numbers = gradient.group(group);
      for (int i = 0; i < numbers.length; i++) {
        if (!Double.isFinite(numbers[i])) {
          throw new ArithmeticException(
              "estimate of "
                  + estimator.name()
                  + " must be finite, but number "
                  + i
                  + " of group "
                  + gradient.layout().name(group)
                  + " is "
                  + numbers[i]
                  + " in trial "
                  + trial);
        }
      }
    }
  }
}
