package org.bitgrad.estimator.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bitgrad.reference.ReferenceNetwork;

/**
 * The intervals of a uniform number between which an estimate changes its bits: cut at the
 * probabilities of a unit under every state of the layer before, and for sites that are not plain
 * thresholds at those of the opposite bit too. In each interval two Gauss points, exact for
 * polynomials of third degree, or its middle, exact for linear functions.
 */
@SuppressWarnings("ArrayRecordComponent")
record Cells(double[] nodes, double[] weights) {

  static Cells of(ReferenceNetwork net, int point, String site, int unit, Fineness fineness) {
    SortedSet<Double> cuts = new TreeSet<>(List.of(0.0, 1.0));
    int layer = SiteDraw.layerOf(site);
    if (layer < 0 || layer >= net.layers()) {
      throw new AssertionError("site " + site + " must end with the number of a layer");
    }
    for (double[] before : predecessors(net, layer, point)) {
      double a = net.a(layer, unit, before);
      cuts.add(net.probability(layer, a, 1));
      if (!site.contains("layer")) {
        cuts.add(net.probability(layer, a, 0));
      }
    }
    for (int i = 1; i < fineness.extraCells(); i++) {
      cuts.add(i / (double) fineness.extraCells());
    }
    return between(new ArrayList<>(cuts), fineness.twoNodes());
  }

  /**
   * How the intervals are cut and filled.
   *
   * @param extraCells cuts the unit interval into so many equal cells, 1 for none
   * @param twoNodes two Gauss points per cell instead of the middle
   */
  record Fineness(int extraCells, boolean twoNodes) {
    static final Fineness MEANS = new Fineness(1, false);
    static final Fineness VARIANCES = new Fineness(1, true);
    static final Fineness SMOOTH = new Fineness(64, true);
  }

  private static List<double[]> predecessors(ReferenceNetwork net, int layer, int point) {
    if (layer == 0) {
      return List.of(net.x()[point]);
    }
    List<double[]> all = new ArrayList<>();
    int units = net.units(layer - 1);
    for (int state = 0; state < 1 << units; state++) {
      int[] bits = new int[units];
      for (int j = 0; j < units; j++) {
        bits[j] = state >> j & 1;
      }
      all.add(net.states(bits));
    }
    return all;
  }

  private static Cells between(List<Double> cuts, boolean twoNodes) {
    List<double[]> found = new ArrayList<>();
    double spread = twoNodes ? 0.5 / Math.sqrt(3) : 0;
    for (int i = 1; i < cuts.size(); i++) {
      double width = cuts.get(i) - cuts.get(i - 1);
      double middle = cuts.get(i - 1) + width / 2;
      if (twoNodes) {
        found.add(new double[] {middle - spread * width, width / 2});
        found.add(new double[] {middle + spread * width, width / 2});
      } else {
        found.add(new double[] {middle, width});
      }
    }
    double[] nodes = new double[found.size()];
    double[] weights = new double[found.size()];
    for (int i = 0; i < nodes.length; i++) {
      // A cell narrower than a rounding error may have its middle at 0 or 1.
      nodes[i] = Math.min(1 - 0x1p-53, Math.max(Double.MIN_NORMAL, found.get(i)[0]));
      weights[i] = found.get(i)[1];
    }
    return new Cells(nodes, weights);
  }
}
