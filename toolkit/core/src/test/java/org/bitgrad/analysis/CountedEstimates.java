package org.bitgrad.analysis;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/** Counts the estimates that wrapped estimators make, and interrupts a thread at one of them. */
final class CountedEstimates {
  private final AtomicLong count = new AtomicLong();
  private final long interruptAt;
  private final Thread thread;

  CountedEstimates() {
    this(0, null);
  }

  private CountedEstimates(long interruptAt, Thread thread) {
    this.interruptAt = interruptAt;
    this.thread = thread;
  }

  static CountedEstimates interruptingAt(long estimates, Thread thread) {
    return new CountedEstimates(estimates, thread);
  }

  long count() {
    return count.get();
  }

  Estimator of(Estimator estimator) {
    return new Estimator() {
      @Override
      public String name() {
        return estimator.name();
      }

      @Override
      public Traits traits() {
        return estimator.traits();
      }

      @Override
      public Session open(Problem problem) {
        return counted(estimator.open(problem));
      }
    };
  }

  private Session counted(Session session) {
    return new Session() {
      @Override
      public void estimate(Draw draw, GradientSink out) {
        if (count.incrementAndGet() == interruptAt) {
          thread.interrupt();
          // The trials still ahead may be few; without this pause they could end before the
          // interrupt is seen.
          LockSupport.parkNanos(500_000_000);
        }
        session.estimate(draw, out);
      }

      @Override
      public void adapt(Draw draw) {
        session.adapt(draw);
      }

      @Override
      public double[] state() {
        return session.state();
      }

      @Override
      public void restore(double[] state) {
        session.restore(state);
      }
    };
  }
}
