package org.bitgrad.estimator.relaxed;

import java.util.Arrays;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.GradientSink;
import org.bitgrad.estimator.Requirements;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;

/**
 * Propagates means and variances through all layers and back. Given the moments of its
 * pre-activation, a unit has the probability {@code F(z)} with {@code z} a function of both; its
 * state has mean {@code low + step F(z)} and variance {@code step^2 F(z) F(-z)}. Shared by {@link
 * AnalyticPropagation} and {@link LocalReparameterisation}, which differ in z and at the loss.
 */
abstract class MomentSession implements Session {
  private final Problem problem;
  private final Chain chain;
  private final MomentPass pass;
  private final Layer[] layers;
  private final double[] z;
  private final double[] density;
  private final MeanVariance g;
  private final double[] ones;

  final int rows;
  final MomentLossPass loss;

  MomentSession(Estimator estimator, Problem problem) {
    Requirements.requireDerivative(estimator, problem);
    this.problem = problem;
    chain = problem.chain();
    rows = problem.points();
    pass = Requirements.requireMoments(estimator, chain.open(rows));
    loss = problem.loss().open(rows).moments(chain.encoding());
    layers = new Layer[chain.layers()];
    int widest = 0;
    for (int k = 0; k < layers.length; k++) {
      layers[k] = new Layer(chain.units(k) * rows);
      widest = Math.max(widest, layers[k].q.length);
    }
    z = new double[widest];
    density = new double[widest];
    g = MeanVariance.zeros(widest);
    ones = new double[rows];
    Arrays.fill(ones, 1);
  }

  /** What the way back needs of a layer. */
  @SuppressWarnings("ArrayRecordComponent")
  private record Layer(MeanVariance a, MeanVariance states, MeanVariance slope, double[] q) {
    Layer(int size) {
      this(
          MeanVariance.zeros(size),
          MeanVariance.zeros(size),
          MeanVariance.zeros(size),
          new double[size]);
    }
  }

  /**
   * The argument of the noise's distribution function.
   *
   * @param draw random numbers
   * @param layer which
   * @param a means and variances of the pre-activations
   * @param z overwritten; may be longer
   * @param dz derivatives of z in means and variances, overwritten
   */
  abstract void argument(Draw draw, int layer, MeanVariance a, double[] z, MeanVariance dz);

  /** Evaluates the loss of the last layer's moments. */
  abstract void atLoss(Draw draw, MeanVariance last);

  final Noise noise(int layer) {
    return chain.noise(layer);
  }

  final int units(int layer) {
    return chain.units(layer);
  }

  @Override
  public final void estimate(Draw draw, GradientSink out) {
    for (int k = 0; k < layers.length; k++) {
      forward(draw, k);
    }
    atLoss(draw, layers[layers.length - 1].states);
    Finite.losses(loss.values(), problem.points());
    out.value(loss.values(), rows);
    if (problem.loss().parameters().groups() > 0) {
      out.momentLoss(loss, ones);
    }
    loss.stateGradient(g);
    for (int k = layers.length - 1; k >= 0; k--) {
      MeanVariance da = derivatives(layers[k]);
      out.moments(pass, k, before(k), da);
      if (k > 0) {
        pass.pullBackStates(k, before(k), da, g);
      }
    }
  }

  private MeanVariance before(int layer) {
    return layer == 0 ? null : layers[layer - 1].states;
  }

  private void forward(Draw draw, int k) {
    Layer layer = layers[k];
    int size = layer.q.length;
    pass.preactivations(k, before(k), layer.a);
    argument(draw, k, layer.a, z, layer.slope);
    noise(k).densities(z, density, 0, size);
    scale(density, layer.slope);
    double[] p = layer.states.mean();
    noise(k).probabilities(z, p, 0, size);
    for (int i = 0; i < size; i++) {
      z[i] = -z[i];
    }
    noise(k).probabilities(z, layer.q, 0, size);
    double low = chain.encoding().low();
    double step = chain.encoding().step();
    for (int i = 0; i < size; i++) {
      layer.states.variance()[i] = step * step * p[i] * layer.q[i];
      // dE/dp = step dE/dmean + step^2 (q - p) dE/dvariance: q - p is kept in place of q.
      layer.q[i] -= p[i];
      p[i] = low + step * p[i];
    }
  }

  /** The slopes of F(z); where the density is 0 they are, though z may be infinite. */
  private static void scale(double[] density, MeanVariance slope) {
    for (int i = 0; i < slope.mean().length; i++) {
      double f = density[i];
      slope.mean()[i] = f == 0 ? 0 : f * slope.mean()[i];
      slope.variance()[i] = f == 0 ? 0 : f * slope.variance()[i];
    }
  }

  /** Turns slopes into derivatives in the moments of the pre-activations. */
  private MeanVariance derivatives(Layer layer) {
    double step = chain.encoding().step();
    for (int i = 0; i < layer.q.length; i++) {
      double dp = step * (g.mean()[i] + step * layer.q[i] * g.variance()[i]);
      layer.slope.mean()[i] *= dp;
      layer.slope.variance()[i] *= dp;
    }
    return layer.slope;
  }
}
