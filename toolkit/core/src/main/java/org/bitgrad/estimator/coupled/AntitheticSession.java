package org.bitgrad.estimator.coupled;

import java.util.Arrays;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/**
 * Pairs of antithetic states of each layer, each completed to an end of its own: what {@link Arm}
 * and {@link DisArm} share. A pair is a row; the path of a row continues from its first state.
 */
abstract class AntitheticSession extends PathSession {
  private final SampledPath branch;
  private final double[] da;
  private final double[] uniforms;
  private final double[] opposites;
  private final double[] branchUniforms;
  private final double[] secondLoss;
  private final double[] shares;
  private final double[] values;
  private final int pairs;
  private final boolean bothEnds;
  private final String[] sites;
  private final String[][] firstSites;
  private final String[][] secondSites;

  /**
   * Opens buffers.
   *
   * @param problem expected loss
   * @param pairs per point, at least 1
   * @param bothEnds whether value and loss parameters take both ends of a pair, or the first only
   */
  AntitheticSession(Problem problem, int pairs, boolean bothEnds) {
    super(problem, pairs);
    this.pairs = pairs;
    this.bothEnds = bothEnds;
    branch = new SampledPath(chain, rows);
    da = buffer();
    uniforms = buffer();
    opposites = buffer();
    branchUniforms = buffer();
    secondLoss = new double[rows];
    values = new double[rows];
    shares = new double[rows];
    Arrays.fill(shares, 1.0 / ((bothEnds ? 2 : 1) * pairs));
    sites = new String[layers];
    firstSites = new String[layers][];
    secondSites = new String[layers][];
    for (int k = 0; k < layers; k++) {
      sites[k] = "U" + (k + 1);
      firstSites[k] = completionSites(k, "a");
      secondSites[k] = completionSites(k, "b");
    }
  }

  /**
   * The factor of the difference of losses, for the derivative in the logit.
   *
   * @param u uniform number of the pair
   * @param v 1 - u
   * @param p probability of the bit 1
   * @param q probability of the bit 0
   * @return the factor
   */
  abstract double factor(double u, double v, double p, double q);

  static int requirePairs(String name, int evaluations) {
    if (evaluations < 2 || evaluations % 2 != 0) {
      throw new IllegalArgumentException(
          "n of "
              + name
              + " must be an even number of at least 2 (a pair has two evaluations), but is "
              + evaluations);
    }
    return evaluations;
  }

  @Override
  public void estimate(Draw draw, GradientSink out) {
    for (int k = 0; k < layers; k++) {
      boolean last = k == layers - 1;
      path.activate(k);
      draw.antithetic(sites[k], rows, chain.units(k), path.law(k), uniforms, opposites);
      start(k, uniforms);
      complete(draw, k, secondSites[k]);
      System.arraycopy(loss.values(), 0, secondLoss, 0, rows);
      if (last && bothEnds) {
        end(out);
      }
      start(k, opposites);
      branch.states(k).copyTo(path.states(k));
      complete(draw, k, firstSites[k]);
      derivatives(k);
      layer(out, k, da);
    }
    end(out);
  }

  private void start(int layer, double[] numbers) {
    double[] p = path.probabilities(layer);
    States states = branch.states(layer);
    for (int i = 0; i < p.length; i++) {
      states.values()[i] = numbers[i] < p[i] ? chain.encoding().high() : chain.encoding().low();
    }
  }

  /** Leaves the probabilities of the bit 0 in {@code da}. */
  private void oppositeProbabilities(int layer) {
    double[] a = path.preactivations(layer);
    for (int i = 0; i < a.length; i++) {
      da[i] = -a[i];
    }
    chain.noise(layer).probabilities(da, da, 0, a.length);
  }

  /** Samples the layers after {@code layer} from the branch's states and takes the loss. */
  private void complete(Draw draw, int layer, String[] names) {
    for (int m = layer + 1; m < layers; m++) {
      branch.activate(m);
      draw.thresholds(names[m], rows, chain.units(m), branch.law(m), branchUniforms);
      branch.threshold(m, branchUniforms);
    }
    loss.at(branch.last());
    Finite.losses(loss.values(), problem.points());
  }

  private String[] completionSites(int layer, String which) {
    String[] names = new String[layers];
    for (int m = layer + 1; m < layers; m++) {
      names[m] = "r" + (layer + 1) + which + "_" + Draw.layerSite(m);
    }
    return names;
  }

  private void derivatives(int layer) {
    double[] firstLoss = loss.values();
    double[] a = path.preactivations(layer);
    double[] p = path.probabilities(layer);
    Noise noise = chain.noise(layer);
    oppositeProbabilities(layer);
    for (int j = 0; j < chain.units(layer); j++) {
      for (int r = 0; r < rows; r++) {
        int i = j * rows + r;
        double inLogit =
            (firstLoss[r] - secondLoss[r]) * factor(uniforms[i], opposites[i], p[i], da[i]);
        da[i] = inLogit * noise.logitSlope(a[i]) / pairs;
      }
    }
  }

  /** The share of an end in the value and in the derivative of the loss's own parameters. */
  private void end(GradientSink out) {
    if (hasLossParameters()) {
      out.loss(loss, shares);
    }
    double[] f = loss.values();
    for (int r = 0; r < rows; r++) {
      values[r] = f[r] * shares[r];
    }
    out.value(values, rows);
  }
}
