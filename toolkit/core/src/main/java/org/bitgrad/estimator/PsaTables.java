package org.bitgrad.estimator;

import java.util.Arrays;
import org.bitgrad.model.Chain;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Problem;
import org.bitgrad.model.States;

/**
 * PSA for studies of small networks whose parameters stay as they are: equal in distribution to
 * {@link Psa} with smoothing, from tables over the joint states of neighbouring layers.
 *
 * <p>States are drawn by the alias method, one uniform per layer and row (sites {@code "state1"},
 * {@code "state2"}, ...), so that the estimate at a given draw is not that of {@code Psa}.
 * Derivatives are collected by the state before a layer and pulled back once per estimate.
 *
 * <p><b>Source.</b> Shekhovtsov, Yanush and Flach 2020 for the estimator; Walker 1977 for the alias
 * method.
 *
 * <p><b>Cost.</b> Building costs about {@code classes x 2^(units of the last two layers)} times the
 * units, once; an estimate then costs one product of {@code units x units before} per inner layer
 * and row, without any evaluation of noise or loss. Parameters are read when the session is opened;
 * later changes are not seen.
 *
 * <pre>{@code
 * Session session = PsaTables.open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "psa")), sink);
 * sink.finish();
 * }</pre>
 */
public final class PsaTables {
  /** Numbers in the largest table: 128 MiB. */
  private static final long LARGEST = 1L << 24;

  private PsaTables() {}

  /**
   * Builds the tables.
   *
   * @param problem a problem whose deeper layers do not depend on the data point
   * @return a session for {@link MeanSink}s
   * @throws UnsupportedOperationException if the tables would be too large or do not exist; the
   *     message says why
   */
  public static Session open(Problem problem) {
    Chain chain = problem.chain();
    if (chain.transitionsDependOnPoint()) {
      throw new UnsupportedOperationException(
          "state tables need layers that do not depend on the data point");
    }
    for (int k = 0; k < chain.layers(); k++) {
      int before = k == 0 ? 0 : chain.units(k - 1);
      long given = k == 0 ? problem.points() : 1L << Math.min(before, 40);
      long cells = given << Math.min(chain.units(k), 22);
      long size = Math.multiplyExact(cells, (long) Math.max(chain.units(k), before));
      if (size > LARGEST) {
        throw new UnsupportedOperationException(
            "state tables of layer "
                + k
                + " would hold "
                + size
                + " numbers; at most "
                + LARGEST
                + " are allowed");
      }
    }
    return new Tables(problem);
  }

  private static final class Tables implements Session {
    private final int layers;
    private final int rows;
    private final LayerTable[] layer;
    private final LossPerTargetClass losses;
    private final LastLayerTable end;
    private final int[][] state;
    private final double[] uniforms;
    private final double[][] sums;
    private final double[][] weights;
    private final double[][] signed;
    private final double[] values;
    private final double[][] columns;

    Tables(Problem problem) {
      Chain chain = problem.chain();
      layers = chain.layers();
      rows = problem.points();
      layer = new LayerTable[layers];
      sums = new double[layers][];
      signed = new double[layers][];
      columns = new double[layers][];
      state = new int[layers][rows];
      for (int k = 0; k < layers; k++) {
        layer[k] = new LayerTable(chain, k);
        sums[k] = new double[layer[k].units * layer[k].given];
        signed[k] = new double[layer[k].units * rows];
        columns[k] = new double[sums[k].length];
      }
      int last = layers - 1;
      losses =
          new LossPerTargetClass(problem, States.enumerate(chain.encoding(), chain.units(last)));
      long size = ((long) losses.classes() * layer[last].given) << layer[last].units;
      if (size * 2 * Math.max(layer[last].units, last == 0 ? 0 : chain.units(last - 1)) > LARGEST) {
        throw new UnsupportedOperationException(
            "state tables of the loss would hold more than "
                + LARGEST
                + " numbers: the points have "
                + losses.classes()
                + " different losses");
      }
      end = new LastLayerTable(layer[last], last == 0 ? 0 : chain.units(last - 1), losses);
      weights = new double[losses.classes()][end.states];
      uniforms = new double[rows];
      values = new double[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      if (!(out instanceof MeanSink)) {
        throw new IllegalArgumentException(
            "out must be a MeanSink for state tables, which sum over points, but is "
                + out.getClass().getName());
      }
      sample(draw);
      for (int k = 0; k < layers; k++) {
        Arrays.fill(sums[k], 0);
      }
      for (double[] w : weights) {
        Arrays.fill(w, 0);
      }
      collectEnd();
      for (int k = layers - 2; k >= 0; k--) {
        collect(k);
        if (k > 0) {
          back(k);
        }
      }
      deliver(out);
    }

    private void sample(Draw draw) {
      for (int k = 0; k < layers; k++) {
        draw.uniforms("state" + (k + 1), rows, 1, uniforms);
        AliasTable sampler = layer[k].sampler;
        int[] to = state[k];
        if (k == 0) {
          for (int r = 0; r < rows; r++) {
            to[r] = sampler.draw(r, uniforms[r]);
          }
        } else {
          int[] from = state[k - 1];
          for (int r = 0; r < rows; r++) {
            to[r] = sampler.draw(from[r], uniforms[r]);
          }
        }
      }
    }

    private void collectEnd() {
      int units = end.units;
      double[] sum = sums[layers - 1];
      for (int r = 0; r < rows; r++) {
        int given = layers == 1 ? r : state[layers - 2][r];
        int last = state[layers - 1][r];
        int c = losses.classOf[r];
        int cell = (c * end.given + given) * end.states + last;
        values[r] = end.value[cell];
        double[] w = weights[c];
        w[last] += end.rest[given * end.states + last];
        int rho = (given * end.states + last) * units;
        int mask = end.states >> 1;
        for (int j = 0; j < units; j++) {
          sum[given * units + j] += end.da[cell * units + j];
          w[last ^ mask] += end.rho[rho + j];
          mask >>= 1;
        }
      }
      if (layers > 1) {
        copySigned();
      }
    }

    private void copySigned() {
      double[] to = signed[layers - 2];
      int before = end.before;
      for (int r = 0; r < rows; r++) {
        int cell =
            (losses.classOf[r] * end.given + state[layers - 2][r]) * end.states
                + state[layers - 1][r];
        for (int i = 0; i < before; i++) {
          to[r * before + i] = end.signedDelta[cell * before + i];
        }
      }
    }

    /**
     * Derivatives of a layer before the last, collected by the state before it (by the point in
     * layer 0).
     */
    private void collect(int k) {
      int units = layer[k].units;
      double[] density = layer[k].densities;
      double[] delta = signed[k];
      double[] sum = sums[k];
      for (int r = 0; r < rows; r++) {
        int at = (k == 0 ? r : state[k - 1][r]) * units;
        for (int j = 0; j < units; j++) {
          sum[at + j] += density[at + j] * delta[r * units + j];
        }
      }
    }

    /** From {@code s delta} of layer k to that of layer k - 1. */
    private void back(int k) {
      int units = layer[k].units;
      int before = layer[k - 1].units;
      double[] flips = layer[k].flips;
      double[] delta = signed[k];
      double[] to = signed[k - 1];
      int[] given = state[k - 1];
      for (int r = 0; r < rows; r++) {
        int row = given[r] * before * units;
        for (int i = 0; i < before; i++) {
          double sum = 0;
          for (int j = 0; j < units; j++) {
            sum += flips[row + i * units + j] * delta[r * units + j];
          }
          to[r * before + i] = sum;
        }
      }
    }

    private void deliver(GradientSink out) {
      out.value(values, rows);
      for (int c = 0; c < weights.length; c++) {
        out.loss(losses.passes.get(c), weights[c]);
      }
      for (int k = layers - 1; k >= 0; k--) {
        out.layer(layer[k].pass, k, layer[k].previous, unitByUnit(k));
      }
    }

    private double[] unitByUnit(int k) {
      int units = layer[k].units;
      int given = layer[k].given;
      double[] da = columns[k];
      for (int j = 0; j < units; j++) {
        for (int g = 0; g < given; g++) {
          da[j * given + g] = sums[k][g * units + j];
        }
      }
      return da;
    }
  }
}
