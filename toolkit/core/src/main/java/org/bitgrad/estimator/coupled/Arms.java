package org.bitgrad.estimator.coupled;

import java.util.Arrays;
import java.util.Objects;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.LeaveOneOut;
import org.bitgrad.estimator.PathSession;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.Noise;

/**
 * ARMS, antithetic REINFORCE with several samples: leave-one-out REINFORCE on mutually antithetic
 * samples, debiased coordinate by coordinate, layer by layer.
 *
 * <p><b>Formula.</b> For each layer, given the path before it, the n samples {@code b_k} of a unit
 * are coupled by a copula; different units are independent. Each sample is completed to an end of
 * its own with loss {@code f_k}; with their mean {@code f}
 *
 * <pre>
 * dE/da_j = D_j / (n - 1) sum_k (f_k - f) (b_kj - p_j) F'(a_j) / (p_j (1 - p_j))
 * D_j = 1 / (1 - rho_j) = p_j (1 - p_j) / (p_j - P11_j)
 * </pre>
 *
 * with {@code rho_j} the correlation of two samples and {@code P11_j} the probability that both are
 * 1. The last factor of the first line is 1 for logistic noise and 0 where p is 0 or 1. The path
 * continues from the first sample. The loss's own parameters take the mean derivative at the n ends
 * of the last layer.
 *
 * <p><b>Source.</b> A. Dimitriev, M. Zhou, "ARMS: antithetic-REINFORCE-multi-sample gradient for
 * binary variables", ICML 2021, with the Dirichlet copula (ARMS-D) and the Gaussian one (ARMS-N).
 * Deviations: layer by layer for several layers; noises other than logistic, by the chain rule from
 * the logit; no constant added to the denominator of D; all ends for the loss's parameters; the
 * randomly permuted rotation as a third copula. Two samples give {@link DisArm}, independent ones
 * leave-one-out REINFORCE.
 *
 * <p><b>Shapes.</b> One row per point for the path, n for the ends, sample by sample; derivatives
 * {@code [units x points]} in the pre-activations. Draws: site {@code U1} for the coupled samples
 * of the first layer (read as {@link Copula#inputs} independent uniforms), {@code r1_layer2},
 * {@code r1_layer3}, ... for their completion, then {@code U2} and so on.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the regression of one of two exchangeable bits on the other
 * is linear with slope {@code rho}, so the uncorrected estimate has mean {@code (1 - rho)} times
 * the gradient.
 *
 * <p><b>Cost.</b> {@code n L} evaluations of the loss and about {@code n L^2 / 2} layers' uniforms
 * for {@code L} layers; memory of n paths.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Arms(4, Copulas.dirichlet()).open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "arms")), sink);
 * sink.finish();
 * }</pre>
 *
 * @param samples per layer, n
 * @param copula joint law of the samples of a unit
 */
public record Arms(int samples, Copula copula) implements Estimator {
  /** The number of samples where none is given. */
  static final int DEFAULT_SAMPLES = 4;

  private static final Traits TRAITS =
      Traits.unbiased(
          "of two exchangeable bits one is linear in the other in the mean, and the estimate is"
              + " divided by 1 - correlation",
          "Dimitriev, Zhou 2021 (ICML), arXiv 2105.14141");

  /**
   * Checks the number of samples.
   *
   * @param samples per layer, n: at least 2
   * @param copula joint law of the samples of a unit
   */
  public Arms {
    Objects.requireNonNull(copula, "copula");
    if (samples < 2) {
      throw new IllegalArgumentException(
          "n of " + prefix(copula) + " must be at least 2, but is " + samples);
    }
  }

  /** Four samples with the Dirichlet copula. */
  public Arms() {
    this(DEFAULT_SAMPLES, Copulas.dirichlet());
  }

  private static String prefix(Copula copula) {
    return copula.equals(Copulas.dirichlet()) ? "arms" : "arms-" + copula.name();
  }

  @Override
  public String name() {
    return prefix(copula) + "(" + samples + ")";
  }

  @Override
  public Traits traits() {
    Traits.Moments moments =
        copula.hasPatterns(samples) ? Traits.Moments.PATHS : Traits.Moments.NONE;
    return TRAITS.withCost((layers, lastUnits) -> (long) samples * layers).withMoments(moments);
  }

  @Override
  public Session open(Problem problem) {
    Requirements.requireSize(this, samples, problem);
    return new ArmsSession(problem, samples, copula);
  }

  /** The inherited path and loss hold the n ends of each point; {@code trunk} is the path. */
  private static final class ArmsSession extends PathSession {
    private final int samples;
    private final Copula copula;
    private final int points;
    private final SampledPath trunk;
    private final Coupling[] couplings;
    private final double[][] factors;
    private final double[][] factorsAt;
    private final double[][] factorsFor;
    private final double[] uniforms;
    private final double[] advantage;
    private final double[] da;
    private final String[] sites;
    private final String[][] completionSites;

    ArmsSession(Problem problem, int samples, Copula copula) {
      super(problem, samples);
      this.samples = samples;
      this.copula = copula;
      points = problem.points();
      trunk = new SampledPath(chain, points);
      couplings = new Coupling[layers];
      factors = new double[layers][];
      factorsAt = new double[layers][];
      factorsFor = new double[layers][];
      sites = new String[layers];
      completionSites = new String[layers][layers];
      for (int k = 0; k < layers; k++) {
        couplings[k] = new Coupling(copula, samples, points, chain.units(k));
        factors[k] = new double[chain.units(k) * points];
        factorsAt[k] = new double[chain.units(k) * points];
        Arrays.fill(factorsAt[k], Double.NaN);
        factorsFor[k] = new double[factors[k].length];
        sites[k] = "U" + (k + 1);
        for (int m = k + 1; m < layers; m++) {
          completionSites[k][m] = "r" + (k + 1) + "_" + Draw.layerSite(m);
        }
      }
      uniforms = buffer();
      advantage = new double[rows];
      da = buffer();
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers; k++) {
        trunk.activate(k);
        draw.coupled(sites[k], couplings[k], trunk.law(k), uniforms);
        start(k);
        complete(draw, k);
        LeaveOneOut.advantages(loss.values(), points, advantage);
        derivatives(k);
        out.layer(trunk.pass(), k, trunk.previous(k), da);
      }
      plainHead(out);
    }

    /** Sets a layer's states of all samples, and the path's to those of the first. */
    private void start(int layer) {
      double[] p = trunk.probabilities(layer);
      double[] ofSamples = path.probabilities(layer);
      for (int j = 0; j < chain.units(layer); j++) {
        for (int k = 0; k < samples; k++) {
          System.arraycopy(p, j * points, ofSamples, (j * samples + k) * points, points);
        }
      }
      path.threshold(layer, uniforms);
      double[] x = path.states(layer).values();
      double[] first = trunk.states(layer).values();
      for (int j = 0; j < chain.units(layer); j++) {
        System.arraycopy(x, j * rows, first, j * points, points);
      }
    }

    private void complete(Draw draw, int layer) {
      for (int m = layer + 1; m < layers; m++) {
        path.activate(m);
        draw.thresholds(completionSites[layer][m], rows, chain.units(m), path.law(m), uniforms);
        path.threshold(m, uniforms);
      }
      loss.at(path.last());
      Finite.losses(loss.values(), points);
    }

    /**
     * The weights of the losses sum to 0, so the states may be counted from any number instead of
     * p: from the more probable one, so that samples that agree in it give exactly 0.
     */
    private void derivatives(int layer) {
      prepare(layer);
      double low = chain.encoding().low();
      double high = chain.encoding().high();
      double[] x = path.states(layer).values();
      double[] p = trunk.probabilities(layer);
      double[] factor = factors[layer];
      for (int j = 0; j < chain.units(layer); j++) {
        for (int r = 0; r < points; r++) {
          int i = j * points + r;
          double from = p[i] < 0.5 ? low : high;
          double sum = 0;
          for (int row = r; row < rows; row += points) {
            sum += advantage[row] * (x[j * rows + row] - from);
          }
          da[i] = sum * factor[i];
        }
      }
    }

    /**
     * Factors are kept while what they depend on stays the same: the pre-activation, and the last
     * bit of the probability, which may depend on other units.
     */
    private void prepare(int layer) {
      double[] a = trunk.preactivations(layer);
      double[] p = trunk.probabilities(layer);
      Noise noise = chain.noise(layer);
      double step = chain.encoding().step();
      for (int i = 0; i < a.length; i++) {
        if (a[i] != factorsAt[layer][i] || p[i] != factorsFor[layer][i]) {
          factorsAt[layer][i] = a[i];
          factorsFor[layer][i] = p[i];
          double debias = copula.debias(samples, p[i], noise.probability(-a[i]));
          factors[layer][i] = debias * noise.logitSlope(a[i]) / step;
        }
      }
    }
  }
}
