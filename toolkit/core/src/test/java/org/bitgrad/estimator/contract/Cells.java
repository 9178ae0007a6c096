package org.bitgrad.estimator.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bitgrad.reference.GaussPoints;
import org.bitgrad.reference.ReferenceNetwork;

/**
 * The intervals of a uniform number between which an estimate changes its bits: cut at the
 * probabilities of a unit under every state of the layer before, and for sites that are not plain
 * thresholds at those of the opposite bit too. In each interval n Gauss points, exact for
 * polynomials of degree 2n - 1.
 */
@SuppressWarnings("ArrayRecordComponent")
record Cells(double[] nodes, double[] weights) {

  static Cells of(ReferenceNetwork net, int point, String site, int unit, Fineness fineness) {
    SortedSet<Double> cuts = new TreeSet<>(List.of(0.0, 1.0));
    int layer = SiteDraw.layerOf(site);
    if (layer < 0 || layer > net.layers()) {
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
    return between(new ArrayList<>(cuts), fineness.nodes());
  }

  /**
   * How the intervals are cut and filled.
   *
   * @param extraCells cuts the unit interval into so many equal cells, 1 for none
   * @param nodes Gauss points per cell
   */
  record Fineness(int extraCells, int nodes) {
    static final Fineness MEANS = new Fineness(1, 1);
    static final Fineness VARIANCES = new Fineness(1, 2);
    static final Fineness SMOOTH = new Fineness(64, 2);

    /** For several numbers on which an estimate depends smoothly between changes of its bits. */
    static final Fineness CONTINUOUS = new Fineness(1, 7);

    /** The same where there are few such numbers. */
    static final Fineness CONTINUOUS_FINE = new Fineness(1, 24);
  }

  /** The layer after the last is that of the outputs, which have no probabilities. */
  private static List<double[]> predecessors(ReferenceNetwork net, int layer, int point) {
    if (layer == net.layers()) {
      return List.of();
    }
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

  private static Cells between(List<Double> cuts, int points) {
    double[][] gauss = GaussPoints.of(points);
    int cells = cuts.size() - 1;
    double[] nodes = new double[cells * points];
    double[] weights = new double[nodes.length];
    for (int c = 0; c < cells; c++) {
      double width = cuts.get(c + 1) - cuts.get(c);
      double middle = cuts.get(c) + width / 2;
      for (int k = 0; k < points; k++) {
        double node = middle + gauss[0][k] * width / 2;
        // A cell narrower than a rounding error may have its middle at 0 or 1.
        nodes[c * points + k] = Math.min(1 - 0x1p-53, Math.max(Double.MIN_NORMAL, node));
        weights[c * points + k] = gauss[1][k] * width / 2;
      }
    }
    return new Cells(nodes, weights);
  }
}
