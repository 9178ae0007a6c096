package org.bitgrad.estimator.relaxed;

import java.util.Arrays;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * Local reparameterisation: pre-activations are sampled as Gaussian numbers with the mean and
 * variance that the layer before gives them, and the derivative goes through the samples.
 *
 * <p><b>Formula.</b> From the data ({@code m} = input, {@code v} = 0) on, with {@code n} standard
 * normal,
 *
 * <pre>
 * mu = W m + b,   s2 = (W * W) v,   a = mu + n sqrt(s2)
 * p  = F(a),   m = low + step p,   v = step^2 p (1 - p)
 * </pre>
 *
 * and {@code da/dmu = 1}, {@code da/ds2 = n / (2 sqrt(s2))} (0 where {@code s2} is 0). States are
 * never drawn. The outputs of a linear head are sampled in the same way, and the loss is taken at
 * the sample; any other loss at the means of the states.
 *
 * <p><b>Source.</b> O. Shayer, D. Levi, E. Fetaya, "Learning discrete weights using the local
 * reparameterization trick", ICLR 2018; J. W. T. Peters, M. Welling, "Probabilistic binary neural
 * networks", 2018, arXiv 1809.03368, with binary weights; the trick is D. Kingma's, T. Salimans's
 * and M. Welling's (2015). For binary units as in the code of Shekhovtsov, Yanush, Flach 2020.
 * Deviations: that code passes the head's outputs through the moments of a binary unit first; here
 * they stay as they are. It adds 1e-16 to variances where here a variance of 0 has the derivative
 * 0.
 *
 * <p><b>Shapes.</b> One row per point; derivatives {@code [units x points]} in means and in
 * variances of the pre-activations. Draws: uniform numbers that quantiles turn into normal ones, at
 * sites {@code normal2}, {@code normal3}, ... for the layers after the first, the last one for the
 * outputs.
 *
 * <p><b>Bias.</b> Biased everywhere, the loss's own parameters included: a sum of a few independent
 * bits is not Gaussian, and units of a layer that share their predecessors get independent Gaussian
 * numbers. Both matter less in wider layers if the weights are not alike. Unbiased for one layer
 * under a squared error of linear outputs, which only knows mean and variance of each.
 *
 * <p><b>Cost.</b> One evaluation of the loss and one of its derivative; twice the products of a
 * mean field, one uniform and one quantile per unit after the first layer, per output and row;
 * memory of five numbers per unit and row.
 *
 * <p><b>Exceptions.</b> {@link UnsupportedOperationException} on a loss without a derivative, and
 * on a chain of several layers that does not propagate variances; {@link ArithmeticException} if a
 * loss is not finite.
 *
 * <pre>{@code
 * Session session = new LocalReparameterisation().open(problem);
 * MeanSink sink = new MeanSink(problem);
 * session.estimate(Draw.of(RandomStream.of(7, "local")), sink);
 * sink.finish();
 * }</pre>
 */
public record LocalReparameterisation() implements Estimator {
  private static final Traits TRAITS =
      Traits.biased(
              "sums of bits are taken as independent Gaussian numbers",
              "Shayer, Levi, Fetaya 2018 (ICLR), arXiv 1710.07739;"
                  + " Peters, Welling 2018, arXiv 1809.03368")
          .withLossGradient()
          .withMoments(Traits.Moments.NONE);

  private static final Noise NORMAL = Noise.gaussian(1);

  @Override
  public String name() {
    return "local-reparameterisation";
  }

  @Override
  public Traits traits() {
    return TRAITS;
  }

  @Override
  public Session open(Problem problem) {
    return new LocalSession(this, problem);
  }

  private static final class LocalSession extends MomentSession {
    private final double[][] normals;
    private final String[] sites;

    LocalSession(Estimator estimator, Problem problem) {
      super(estimator, problem);
      int layers = problem.chain().layers();
      normals = new double[layers + 1][];
      sites = new String[normals.length];
      for (int k = 1; k <= layers; k++) {
        normals[k] = new double[rows * (k < layers ? units(k) : loss.normals())];
        sites[k] = "normal" + (k + 1);
      }
    }

    @Override
    void argument(Draw draw, int layer, MeanVariance a, double[] z, MeanVariance dz) {
      int size = a.mean().length;
      Arrays.fill(dz.mean(), 1);
      if (layer == 0) {
        System.arraycopy(a.mean(), 0, z, 0, size);
        Arrays.fill(dz.variance(), 0);
        return;
      }
      double[] n = normals(draw, layer);
      for (int i = 0; i < size; i++) {
        double deviation = Math.sqrt(a.variance()[i]);
        z[i] = a.mean()[i] + n[i] * deviation;
        dz.variance()[i] = deviation == 0 ? 0 : n[i] / (2 * deviation);
      }
    }

    @Override
    void atLoss(Draw draw, MeanVariance last) {
      loss.sample(last, normals(draw, normals.length - 1));
    }

    private double[] normals(Draw draw, int k) {
      double[] n = normals[k];
      if (n.length > 0) {
        draw.uniforms(sites[k], rows, n.length / rows, n);
        for (int i = 0; i < n.length; i++) {
          n[i] = NORMAL.quantile(n[i]);
        }
      }
      return n;
    }
  }
}
