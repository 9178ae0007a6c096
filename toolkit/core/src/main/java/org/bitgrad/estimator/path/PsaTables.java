package org.bitgrad.estimator.path;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;

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
    private final double[] uniforms;
    private final double[] values;

    /** The state before each layer: the point itself in layer 0. */
    private final int[][] given;

    private final int[] state;
    private final int[] cell;
    private final int[] pair;
    private final int[] weightAt;

    /** Derivatives by unit and state before, {@code [layer][units x given]}. */
    private final double[][] sums;

    /** Weights of the states of the last layer, one class after the other. */
    private final double[] weights;

    /** {@code s delta} of each layer but the last, {@code [layer][units][rows]}. */
    private final double[][][] signed;

    Tables(Problem problem) {
      Chain chain = problem.chain();
      layers = chain.layers();
      rows = problem.points();
      layer = new LayerTable[layers];
      sums = new double[layers][];
      signed = new double[layers - 1][][];
      given = new int[layers][rows];
      given[0] = IntStream.range(0, rows).toArray();
      for (int k = 0; k < layers; k++) {
        layer[k] = new LayerTable(chain, k);
        sums[k] = new double[layer[k].units * layer[k].given];
        if (k < layers - 1) {
          signed[k] = new double[layer[k].units][rows];
        }
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
      weights = new double[losses.classes() * end.states];
      uniforms = new double[rows];
      values = new double[rows];
      state = new int[rows];
      cell = new int[rows];
      pair = new int[rows];
      weightAt = new int[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      if (!(out instanceof MeanSink)) {
        throw new IllegalArgumentException(
            "out must be a MeanSink for state tables, which sum over points, but is "
                + out.getClass().getName());
      }
      sample(draw);
      for (double[] sum : sums) {
        Arrays.fill(sum, 0);
      }
      Arrays.fill(weights, 0);
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
        layer[k].sampler.draw(given[k], uniforms, k + 1 < layers ? given[k + 1] : state);
      }
    }

    private void collectEnd() {
      int last = layers - 1;
      locate(given[last]);
      TableSums.gather(end.value, cell, values);
      TableSums.flip(end.rest, pair, weightAt, 0, weights);
      for (int j = 0; j < end.units; j++) {
        TableSums.flip(end.rho[j], pair, weightAt, end.states >> (j + 1), weights);
        TableSums.add(end.da[j], cell, given[last], j * end.given, sums[last]);
      }
      for (int i = 0; i < end.before; i++) {
        TableSums.gather(end.signedDelta[i], cell, signed[last - 1][i]);
      }
    }

    /** Where each row stands in the tables of the last layer. */
    private void locate(int[] before) {
      for (int r = 0; r < rows; r++) {
        int of = losses.classOf[r];
        pair[r] = before[r] * end.states + state[r];
        cell[r] = of * end.given * end.states + pair[r];
        weightAt[r] = of * end.states + state[r];
      }
    }

    /** Derivatives of a layer before the last, by unit and the state before it. */
    private void collect(int k) {
      for (int j = 0; j < layer[k].units; j++) {
        TableSums.add(layer[k].densities[j], signed[k][j], given[k], j * layer[k].given, sums[k]);
      }
    }

    /** From {@code s delta} of layer k to that of layer k - 1. */
    private void back(int k) {
      int units = layer[k].units;
      for (int r = 0; r < rows; r++) {
        cell[r] = given[k][r] * units;
      }
      for (int i = 0; i < layer[k - 1].units; i++) {
        TableSums.products(layer[k].flips[i], cell, signed[k], signed[k - 1][i]);
      }
    }

    private void deliver(GradientSink out) {
      out.value(values, rows);
      for (int c = 0; c < losses.classes(); c++) {
        out.loss(
            losses.passes.get(c),
            Arrays.copyOfRange(weights, c * end.states, (c + 1) * end.states));
      }
      for (int k = layers - 1; k >= 0; k--) {
        out.layer(layer[k].pass, k, layer[k].previous, sums[k]);
      }
    }
  }
}
