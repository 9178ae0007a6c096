package org.bitgrad.random;

/**
 * Gauss and Hermite's rule with nine points, for expectations of a standard normal number: exact
 * for polynomials of degree 17. Points are counted from -4 to 4; the one in the middle is 0.
 *
 * <pre>{@code
 * double sum = HermiteRule.weight(0) * f(0);
 * for (int k = 1; k <= HermiteRule.SIDE; k++) {
 *   sum += HermiteRule.weight(k) * (f(HermiteRule.node(k)) + f(HermiteRule.node(-k)));
 * }
 * }</pre>
 */
public final class HermiteRule {
  /** Points on either side of 0. */
  public static final int SIDE = 4;

  private static final double[] NODES = {
    0, 1.0232556637891326, 2.07684797867783, 3.20542900285647, 4.512745863399783
  };
  private static final double[] WEIGHTS = {
    128.0 / 315,
    0.24409750289493942,
    0.04991640676521787,
    0.002789141321231769,
    2.2345844007746583e-5
  };

  private HermiteRule() {}

  /**
   * A point.
   *
   * @param k -4 to 4
   * @return where it lies
   */
  public static double node(int k) {
    return Math.signum((double) k) * NODES[Math.abs(k)];
  }

  /**
   * The weight of a point; all add up to 1.
   *
   * @param k -4 to 4
   * @return its weight
   */
  public static double weight(int k) {
    return WEIGHTS[Math.abs(k)];
  }
}
