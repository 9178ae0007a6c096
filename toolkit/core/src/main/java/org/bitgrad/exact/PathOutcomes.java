package org.bitgrad.exact;

import java.util.Map;
import org.bitgrad.model.Chain;
import org.bitgrad.model.Draw;

/**
 * All joint outcomes of one or several sampled paths at one point. The number of an outcome holds
 * the bits of path 0, then of path 1, ..., each layer by layer and unit by unit, the first the most
 * significant.
 */
final class PathOutcomes implements Outcomes {
  private final Chain chain;
  private final double[][][] transitions;
  private final double[] firstLayer;
  private final Map<String, Integer> firstPath;
  private final int paths;
  private final int pathBits;
  private final int[] shift;
  private long first;

  /**
   * Opens the outcomes at a point.
   *
   * @param chain the chain at that point only
   * @param transitions of the deeper layers
   * @param firstPath what {@link SitesRead#paths} gave
   */
  PathOutcomes(Chain chain, double[][][] transitions, Map<String, Integer> firstPath) {
    this.chain = chain;
    this.transitions = transitions;
    this.firstPath = firstPath;
    paths = firstPath.get(null);
    shift = new int[chain.layers()];
    int bits = 0;
    for (int k = chain.layers() - 1; k >= 0; k--) {
      shift[k] = bits;
      bits += chain.units(k);
    }
    pathBits = bits;
    firstLayer = new double[1 << chain.units(0)];
    ConditionalLayer.first(chain).probabilities(0, firstLayer);
  }

  /**
   * Tables of the deeper layers, the same at every point.
   *
   * @param chain any points
   * @return {@code [layer][state before][state]}, null for layer 0
   */
  static double[][][] transitions(Chain chain) {
    double[][][] tables = new double[chain.layers()][][];
    Chain anyPoint = chain.at(0);
    for (int k = 1; k < tables.length; k++) {
      tables[k] = ConditionalLayer.deeper(anyPoint, k).table();
    }
    return tables;
  }

  @Override
  public long count() {
    return 1L << (paths * pathBits);
  }

  @Override
  public Draw select(long first, double[] weights) {
    this.first = first;
    for (int r = 0; r < weights.length; r++) {
      weights[r] = first + r < count() ? probability(first + r) : 0;
    }
    return new Forced("", weights.length);
  }

  private double probability(long outcome) {
    double product = 1;
    for (int path = 0; path < paths; path++) {
      int before = state(outcome, path, 0);
      product *= firstLayer[before];
      for (int k = 1; k < shift.length; k++) {
        int state = state(outcome, path, k);
        product *= transitions[k][before][state];
        before = state;
      }
    }
    return product;
  }

  private int state(long outcome, int path, int layer) {
    long bits = outcome >> (pathBits * (paths - 1 - path) + shift[layer]);
    return (int) (bits & ((1L << chain.units(layer)) - 1));
  }

  /** Forces bits with numbers outside of (0, 1), as {@link Draw} allows. */
  private final class Forced implements Draw {
    private static final double ONE = -1;
    private static final double ZERO = 2;

    private final String part;
    private final int block;

    Forced(String part, int block) {
      this.part = part;
      this.block = block;
    }

    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      Integer path = firstPath.get(part);
      int layer = layer(site);
      if (path == null || layer < 0 || rows % block != 0) {
        throw new IllegalStateException("site " + part + site + " is not part of a known path");
      }
      for (int r = 0; r < rows; r++) {
        int state = state(first + r % block, path + r / block, layer);
        for (int j = 0; j < units; j++) {
          out[j * rows + r] = (state >> (units - 1 - j) & 1) == 1 ? ONE : ZERO;
        }
      }
    }

    @Override
    public Draw at(String name, long index) {
      return new Forced(SitesRead.childPart(part, name, index), block);
    }

    private int layer(String site) {
      for (int k = 0; k < shift.length; k++) {
        if (Draw.layerSite(k).equals(site)) {
          return k;
        }
      }
      return -1;
    }
  }
}
