package org.bitgrad.estimator;

import org.bitgrad.model.Draw;
import org.bitgrad.model.Problem;
import org.bitgrad.model.SampledPath;
import org.bitgrad.model.States;
import org.bitgrad.random.Noise;

/**
 * ARM, augment-REINFORCE-merge, layer by layer: two antithetic states of each layer, each completed
 * to an end of its own.
 *
 * <p><b>Formula.</b> For each layer, given the path before it, with {@code U} uniform per unit,
 *
 * <pre>
 * b1 = 1[U &gt; F(-a)],   b2 = 1[U &lt; F(a)]
 * dE/da_j = (f1 - f2) (U_j - 1/2) F'(a_j) / (p_j (1 - p_j))
 * </pre>
 *
 * where {@code f1} and {@code f2} are the losses at the ends of two independent paths that start
 * from {@code b1} and {@code b2}; the last factor is 1 for logistic noise and 0 where p is 0 or 1.
 * The path continues from {@code b1}; the loss's own parameters take the plain derivative at its
 * end.
 *
 * <p><b>Source.</b> M. Yin, M. Zhou, "ARM: augment-REINFORCE-merge gradient for stochastic binary
 * networks", ICLR 2019; the layer-wise form is that of the code of Shekhovtsov, Yanush, Flach 2020.
 * Deviation: noises other than logistic, by the chain rule from the logit.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in the pre-activations.
 * Draws: site {@code U1} for the first layer, {@code r1a_layer2}, {@code r1a_layer3}, ... for the
 * path from its b1, {@code r1b_layer2}, ... for that from its b2, then {@code U2} and so on.
 *
 * <p><b>Bias.</b> Unbiased everywhere: the identity of ARM holds for every layer given the path
 * before it.
 *
 * <p><b>Cost.</b> {@code 2 L} evaluations of the loss and about {@code L^2} layers' uniforms for
 * {@code L} layers; memory of two paths.
 *
 * <p><b>Exceptions.</b> {@link ArithmeticException} if a loss is not finite.
 *
 * <pre>{@code
 * Session session = new Arm().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "arm")), sink);
 * sink.finish();
 * }</pre>
 */
public record Arm() implements Estimator {
  private static final Traits TRAITS =
      Traits.unbiased(
              "the antithetic identity of ARM holds for each layer given the path before it",
              "Yin, Zhou 2019 (ICLR), arXiv 1807.11143; layer-wise as in Shekhovtsov, Yanush,"
                  + " Flach 2020")
          .withCost((layers, lastUnits) -> 2L * layers)
          .withMoments(Traits.Moments.ONE_LAYER);

  @Override
  public String name() {
    return "arm";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    return new ArmSession(problem);
  }

  private static final class ArmSession extends PathSession {
    private final SampledPath branch;
    private final double[] da;
    private final double[] uniforms;
    private final double[] branchUniforms;
    private final double[] secondLoss;

    ArmSession(Problem problem) {
      super(problem, 1);
      branch = new SampledPath(chain, rows);
      da = buffer();
      uniforms = buffer();
      branchUniforms = buffer();
      secondLoss = new double[rows];
    }

    @Override
    public void estimate(Draw draw, GradientSink out) {
      for (int k = 0; k < layers; k++) {
        path.activate(k);
        draw.antithetic("U" + (k + 1), rows, chain.units(k), path.law(k), uniforms);
        double[] u = uniforms;
        start(k, (i, p, q) -> u[i] < p);
        complete(draw, k, "b");
        System.arraycopy(loss.values(), 0, secondLoss, 0, rows);
        start(k, (i, p, q) -> u[i] > q);
        branch.states(k).copyTo(path.states(k));
        complete(draw, k, "a");
        derivatives(k);
        layer(out, k, da);
      }
      plainHead(out);
    }

    /** The rule that gives unit-and-row i its bit; p and q are the probabilities of 1 and 0. */
    @FunctionalInterface
    private interface Bit {
      boolean of(int i, double p, double q);
    }

    private void start(int layer, Bit rule) {
      double[] a = path.preactivations(layer);
      double[] p = path.probabilities(layer);
      Noise noise = chain.noise(layer);
      noise.probabilities(negated(a), da, 0, a.length);
      States states = branch.states(layer);
      for (int i = 0; i < a.length; i++) {
        states.values()[i] =
            rule.of(i, p[i], da[i]) ? chain.encoding().high() : chain.encoding().low();
      }
    }

    private double[] negated(double[] a) {
      for (int i = 0; i < a.length; i++) {
        da[i] = -a[i];
      }
      return da;
    }

    /** Samples the layers after {@code layer} from the branch's states and takes the loss. */
    private void complete(Draw draw, int layer, String which) {
      for (int m = layer + 1; m < layers; m++) {
        branch.activate(m);
        String site = "r" + (layer + 1) + which + "_" + Draw.layerSite(m);
        draw.thresholds(site, rows, chain.units(m), branch.law(m), branchUniforms);
        branch.threshold(m, branchUniforms);
      }
      loss.at(branch.last());
      Finite.check(loss.values(), problem.points());
    }

    private void derivatives(int layer) {
      double[] firstLoss = loss.values();
      double[] a = path.preactivations(layer);
      Noise noise = chain.noise(layer);
      for (int j = 0; j < chain.units(layer); j++) {
        for (int r = 0; r < rows; r++) {
          int i = j * rows + r;
          double inLogit = (firstLoss[r] - secondLoss[r]) * (uniforms[i] - 0.5);
          da[i] = inLogit * noise.logitSlope(a[i]);
        }
      }
    }
  }
}
