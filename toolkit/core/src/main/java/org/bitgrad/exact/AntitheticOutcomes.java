package org.bitgrad.exact;

import org.bitgrad.model.Chain;
import org.bitgrad.model.Draw;
import org.bitgrad.random.Noise;

/**
 * The outcomes of an estimate that draws one uniform {@code u_j} per unit of a single layer and
 * compares both {@code u} and {@code 1 - u} with the units' probabilities {@code p}, as ARM does.
 * With {@code m = min(p, 1 - p)} the pair of bits is constant for {@code u} in {@code (0, m)},
 * {@code (m, 1 - m)} and {@code (1 - m, 1)}.
 *
 * <p>If, for given pairs, the derivative in unit {@code j} is affine in {@code u_j} and does not
 * depend on the other uniforms, its square is quadratic, and the two-point Gauss rule on each
 * interval integrates both without error. All units take the lower or all the upper point: {@code 2
 * 3^n} outcomes.
 */
final class AntitheticOutcomes implements Outcomes {
  private static final double GAUSS = 0.5 / Math.sqrt(3);

  private final int units;
  private final double[][] probability;
  private final double[][][] nodes;
  private long first;

  /**
   * Opens the outcomes at a point.
   *
   * @param chain a chain of one layer at that point only
   */
  AntitheticOutcomes(Chain chain) {
    units = chain.units(0);
    probability = new double[units][];
    nodes = new double[units][][];
    double[] a = new double[units];
    chain.open(1).preactivations(0, null, a);
    Noise noise = chain.noise(0);
    for (int j = 0; j < units; j++) {
      double m = Math.min(noise.probability(a[j]), noise.probability(-a[j]));
      probability[j] = new double[] {m, 1 - 2 * m, m};
      nodes[j] = new double[][] {points(0, m), points(m, 1 - m), points(1 - m, 1)};
    }
  }

  private static double[] points(double low, double high) {
    double middle = (low + high) / 2;
    double distance = (high - low) * GAUSS;
    return new double[] {middle - distance, middle + distance};
  }

  static double count(int units) {
    return 2 * Math.pow(3, units);
  }

  @Override
  public long count() {
    return (long) count(units);
  }

  @Override
  public Draw select(long first, double[] weights) {
    this.first = first;
    for (int r = 0; r < weights.length; r++) {
      double product = first + r < count() ? 0.5 : 0;
      long pattern = (first + r) / 2;
      for (int j = 0; j < units; j++) {
        product *= probability[j][(int) (pattern % 3)];
        pattern /= 3;
      }
      weights[r] = product;
    }
    return new Nodes(weights.length);
  }

  private final class Nodes implements Draw {
    private final int block;

    Nodes(int block) {
      this.block = block;
    }

    @Override
    public void uniforms(String site, int rows, int width, double[] out) {
      if (rows != block || width != units) {
        throw new IllegalStateException(
            "site "
                + site
                + " must be "
                + units
                + " x "
                + block
                + ", but is "
                + width
                + " x "
                + rows);
      }
      for (int r = 0; r < rows; r++) {
        int node = (int) ((first + r) % 2);
        long pattern = (first + r) / 2;
        for (int j = 0; j < units; j++) {
          out[j * rows + r] = nodes[j][(int) (pattern % 3)][node];
          pattern /= 3;
        }
      }
    }

    @Override
    public Draw at(String name, long index) {
      throw new IllegalStateException("one estimate must read one site, but asks for " + name);
    }
  }
}
