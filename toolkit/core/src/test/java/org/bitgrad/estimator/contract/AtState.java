package org.bitgrad.estimator.contract;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * A stateful estimator in a given state, as an estimator without state: the contract then sees more
 * of it than its start. The state must fit every problem of the contract.
 */
public final class AtState implements Estimator {
  private final Estimator estimator;
  private final double[] state;

  private final Traits.Scope scope;

  private AtState(Estimator estimator, double[] state, Traits.Scope scope) {
    this.estimator = estimator;
    this.state = state;
    this.scope = scope;
  }

  /**
   * Fixes a state.
   *
   * @param estimator recipe of a stateful estimator
   * @param state what {@link Session#restore} is given
   * @return the estimator
   */
  public static AtState of(Estimator estimator, double... state) {
    return new AtState(estimator, state.clone(), estimator.traits().scope());
  }

  /**
   * Fixes a state, and leaves out chains of several layers, which take the contract most of its
   * time.
   *
   * @param estimator recipe of a stateful estimator
   * @param state what {@link Session#restore} is given
   * @return the estimator
   */
  public static AtState ofOneLayer(Estimator estimator, double... state) {
    return new AtState(estimator, state.clone(), Traits.Scope.ONE_LAYER);
  }

  @Override
  public String name() {
    return estimator.name() + " in a state";
  }

  @Override
  public Traits traits() {
    Traits t = estimator.traits();
    return new Traits(
        t.bias(),
        t.assumption(),
        t.cost(),
        t.needs(),
        scope,
        false,
        t.deterministic(),
        t.exactMoments(),
        t.target(),
        t.source());
  }

  @Override
  public Session open(Problem problem) {
    int layers = problem.chain().layers();
    if (scope == Traits.Scope.ONE_LAYER && layers != 1) {
      throw new UnsupportedOperationException(
          name() + " is kept to 1 layer, but the problem has " + layers);
    }
    Session session;
    try {
      session = estimator.open(problem);
    } catch (UnsupportedOperationException refusal) {
      throw new UnsupportedOperationException(name() + ": " + refusal.getMessage(), refusal);
    }
    session.restore(state);
    return new Frozen(session);
  }

  /** Neither adapts nor tells its state. */
  private record Frozen(Session session) implements Session {
    @Override
    public void estimate(Draw draw, GradientSink out) {
      session.estimate(draw, out);
    }
  }
}
