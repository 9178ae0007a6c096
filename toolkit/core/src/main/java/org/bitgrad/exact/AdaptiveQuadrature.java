package org.bitgrad.exact;

import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * Integrals of functions of one variable that are smooth but for finitely many points: panels with
 * a Gauss-Legendre rule, of which the worst is halved until all are good.
 *
 * <p>A panel's error is estimated by the difference between its rule and those of its halves, which
 * is the error of the coarser one; the finer is used. It is judged against the integral of the
 * absolute value.
 */
final class AdaptiveQuadrature {
  /** Nodes of a panel: an integrand is asked for so many values at once. */
  static final int NODES = 20;

  /** At which estimated error, relative to the integral of the absolute value, halving ends. */
  private static final double GOAL = 1e-13;

  /** The error that is accepted where rounding in the integrand is in the way. */
  static final double ACCEPTED = 1e-10;

  private static final int MOST_PANELS = 2000;
  private static final GaussRule RULE = GaussRule.of(NODES);

  private final Integrand integrand;
  private final double[] at = new double[NODES];
  private final double[] values = new double[NODES];

  private AdaptiveQuadrature(Integrand integrand) {
    this.integrand = integrand;
  }

  /** A function of one variable, evaluated at {@link #NODES} places at once. */
  @FunctionalInterface
  interface Integrand {
    void values(double[] at, double[] out);
  }

  /** An integral and that of the absolute value. */
  private record Sum(double value, double absolute) {
    Sum plus(Sum other) {
      return new Sum(value + other.value, absolute + other.absolute);
    }
  }

  /** Both halves are integrated, so that halving a panel integrates four quarters. */
  private record Panel(double from, double to, Sum left, Sum right, double error) {
    double middle() {
      return from + (to - from) / 2;
    }
  }

  /**
   * Integrates between cuts, in order.
   *
   * @throws ArithmeticException if an error below 1e-10 is not reached
   */
  static double integrate(Integrand integrand, double... cuts) {
    return new AdaptiveQuadrature(integrand).between(cuts);
  }

  private double between(double[] cuts) {
    PriorityQueue<Panel> panels =
        new PriorityQueue<>(Comparator.comparingDouble(Panel::error).reversed());
    for (int i = 1; i < cuts.length; i++) {
      if (cuts[i] > cuts[i - 1]) {
        panels.add(panel(cuts[i - 1], cuts[i], rule(cuts[i - 1], cuts[i])));
      }
    }
    while (panels.size() < MOST_PANELS && error(panels) > GOAL) {
      Panel worst = panels.remove();
      panels.add(panel(worst.from, worst.middle(), worst.left));
      panels.add(panel(worst.middle(), worst.to, worst.right));
    }
    double error = error(panels);
    if (!(error <= ACCEPTED)) {
      throw new ArithmeticException(
          "integral is known to a relative error of "
              + error
              + " only, not "
              + ACCEPTED
              + "; the integrand changes too fast for numbers of this precision");
    }
    return total(panels).value;
  }

  private static Sum total(PriorityQueue<Panel> panels) {
    Sum sum = new Sum(0, 0);
    for (Panel panel : panels) {
      sum = sum.plus(panel.left).plus(panel.right);
    }
    return sum;
  }

  private static double error(PriorityQueue<Panel> panels) {
    double error = 0;
    for (Panel panel : panels) {
      error += panel.error;
    }
    double scale = total(panels).absolute;
    return scale == 0 ? 0 : error / scale;
  }

  private Panel panel(double from, double to, Sum whole) {
    double middle = from + (to - from) / 2;
    Sum left = rule(from, middle);
    Sum right = rule(middle, to);
    double error = Math.abs(whole.value - left.value - right.value);
    return new Panel(from, to, left, right, error);
  }

  private Sum rule(double from, double to) {
    double half = (to - from) / 2;
    for (int i = 0; i < NODES; i++) {
      at[i] = from + half * (1 + RULE.nodes()[i]);
    }
    integrand.values(at, values);
    double sum = 0;
    double absolute = 0;
    for (int i = 0; i < NODES; i++) {
      if (!Double.isFinite(values[i])) {
        throw new ArithmeticException(
            "integrand must be finite, but is " + values[i] + " at " + at[i]);
      }
      sum += RULE.weights()[i] * values[i];
      absolute += RULE.weights()[i] * Math.abs(values[i]);
    }
    return new Sum(half * sum, half * absolute);
  }
}
