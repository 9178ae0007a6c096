package org.bitgrad.estimator.contract;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.States;

/** {@code factor * loss + constant}, counting its evaluations and those of its derivative. */
final class ChangedLoss implements Loss {
  private final Loss loss;
  private final double factor;
  private final double constant;
  private final boolean differentiable;
  private final long[] counts;

  ChangedLoss(Loss loss, double factor, double constant) {
    this(loss, factor, constant, loss.differentiable(), new long[2]);
  }

  private ChangedLoss(
      Loss loss, double factor, double constant, boolean differentiable, long[] counts) {
    this.loss = loss;
    this.factor = factor;
    this.constant = constant;
    this.differentiable = differentiable;
    this.counts = counts;
  }

  /** The same loss, its derivative hidden. */
  static ChangedLoss withoutDerivative(Loss loss) {
    return new ChangedLoss(loss, 1, 0, false, new long[2]);
  }

  long evaluations() {
    return counts[0];
  }

  long gradientEvaluations() {
    return counts[1];
  }

  @Override
  public String name() {
    return loss.name();
  }

  @Override
  public boolean differentiable() {
    return differentiable;
  }

  @Override
  public ParameterLayout parameters() {
    return loss.parameters();
  }

  @Override
  public int samples() {
    return loss.samples();
  }

  @Override
  public int points() {
    return loss.points();
  }

  @Override
  public Loss at(int... points) {
    return new ChangedLoss(loss.at(points), factor, constant, differentiable, counts);
  }

  @Override
  public LossPass open(int rows) {
    return new Pass(loss.open(rows));
  }

  private final class Pass implements LossPass {
    private final LossPass pass;
    private final double[] values;

    Pass(LossPass pass) {
      this.pass = pass;
      values = new double[pass.rows()];
    }

    @Override
    public Loss loss() {
      return ChangedLoss.this;
    }

    @Override
    public int rows() {
      return pass.rows();
    }

    @Override
    public void at(States x) {
      counts[0] += rows();
      pass.at(x);
      for (int r = 0; r < values.length; r++) {
        values[r] = factor * pass.values()[r] + constant;
      }
    }

    /** Those of a bound that is multiplied by 0 or 1; for other factors there are none. */
    @Override
    public double[] logWeights() {
      if (loss.samples() == 1) {
        return values;
      }
      Assert.that(factor == 0 || factor == 1, "a bound must be multiplied by 0 or 1");
      double[] changed = pass.logWeights().clone();
      for (int i = 0; i < changed.length; i++) {
        changed[i] = factor * changed[i] + constant;
      }
      return changed;
    }

    @Override
    public States states() {
      return pass.states();
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public void stateGradient(double[] out) {
      if (!differentiable) {
        throw new UnsupportedOperationException("the derivative is hidden");
      }
      counts[1] += rows();
      pass.stateGradient(out);
      scale(out, states().units() * rows());
    }

    @Override
    public void flips(double[] out) {
      int size = states().units() * rows();
      counts[0] += size;
      pass.flips(out);
      scale(out, size);
    }

    private void scale(double[] out, int size) {
      for (int i = 0; i < size; i++) {
        out[i] *= factor;
      }
    }

    private double[] scaled(double[] weights) {
      double[] product = weights.clone();
      scale(product, product.length);
      return product;
    }

    @Override
    public void parameterGradient(double[] weights, Gradient out) {
      pass.parameterGradient(scaled(weights), out);
    }

    @Override
    public void parameterGradientRows(double[] weights, double[] out) {
      pass.parameterGradientRows(scaled(weights), out);
    }

    @Override
    public void flippedParameterGradient(double[] weights, Gradient out) {
      pass.flippedParameterGradient(scaled(weights), out);
    }

    @Override
    public void flippedParameterGradientRows(double[] weights, double[] out) {
      pass.flippedParameterGradientRows(scaled(weights), out);
    }

    @Override
    public MomentLossPass moments(Encoding encoding) {
      return new OfMoments(pass.moments(encoding));
    }
  }

  /** The same of means and variances. */
  private final class OfMoments implements MomentLossPass {
    private final MomentLossPass pass;
    private final double[] values;

    OfMoments(MomentLossPass pass) {
      this.pass = pass;
      values = new double[pass.rows()];
    }

    @Override
    public int rows() {
      return pass.rows();
    }

    @Override
    public int normals() {
      return pass.normals();
    }

    @Override
    public void expect(MeanVariance states) {
      pass.expect(states);
      evaluated();
    }

    @Override
    public void sample(MeanVariance states, double[] normals) {
      pass.sample(states, normals);
      evaluated();
    }

    private void evaluated() {
      counts[0] += rows();
      for (int r = 0; r < values.length; r++) {
        values[r] = factor * pass.values()[r] + constant;
      }
    }

    @Override
    public double[] values() {
      return values;
    }

    @Override
    public void stateGradient(MeanVariance out) {
      counts[1] += rows();
      pass.stateGradient(out);
      for (int i = 0; i < out.mean().length; i++) {
        out.mean()[i] *= factor;
        out.variance()[i] *= factor;
      }
    }

    private double[] scaled(double[] weights) {
      double[] product = weights.clone();
      for (int r = 0; r < product.length; r++) {
        product[r] *= factor;
      }
      return product;
    }

    @Override
    public void parameterGradient(double[] weights, Gradient out) {
      pass.parameterGradient(scaled(weights), out);
    }

    @Override
    public void parameterGradientRows(double[] weights, double[] out) {
      pass.parameterGradientRows(scaled(weights), out);
    }
  }
}
