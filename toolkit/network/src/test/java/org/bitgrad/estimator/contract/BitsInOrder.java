package org.bitgrad.estimator.contract;

import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.problem.BitLaw;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;

/**
 * Notes whether thresholds are read one unit at a time, so that the law of a bit may depend on the
 * bits of the units before it.
 */
public final class BitsInOrder implements Draw {
  private final Draw numbers;
  private boolean seen;

  private BitsInOrder(Draw numbers) {
    this.numbers = numbers;
  }

  /** Whether an estimator reads them so on a problem. */
  public static boolean readBy(Estimator estimator, Problem problem) {
    BitsInOrder draw = new BitsInOrder(SiteDraw.random(1));
    estimator.open(problem).estimate(draw, new MeanSink(problem));
    return draw.seen;
  }

  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    numbers.uniforms(site, rows, units, out);
  }

  @Override
  public void thresholds(String site, int rows, int units, BitLaw law, double[] out) {
    seen |= units == 1 && !Digits.ofTheNetwork(site);
    numbers.thresholds(site, rows, units, law, out);
  }

  @Override
  public Draw at(String name, long index) {
    return numbers.at(name, index);
  }
}
