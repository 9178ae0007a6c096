package org.bitgrad.network;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Finite;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;

/** A {@link HeadLoss} of states of which means and variances are known. */
final class HeadMoments implements MomentLossPass {
  private final HeadLoss loss;
  private final OutputLoss outputLoss;
  private final int rows;
  private final double shift;
  private final double factor;
  private final AffineMoments dense;
  private final Outputs at;
  private final GaussianOutputs gaussian;
  private final MeanVariance x;
  private final MeanVariance eta;
  private final MeanVariance dEta;
  private final MeanVariance weighted;
  private final double[] values;
  private double[] normals;
  private boolean gradientIsKnown;

  HeadMoments(HeadLoss loss, Encoding given, int rows) {
    this.loss = loss;
    this.rows = rows;
    Encoding own = loss.head().encoding();
    factor = own.step() / given.step();
    shift = own.low() - factor * given.low();
    int outputs = loss.head().outputs();
    dense = new AffineMoments(loss.head().shape(), rows);
    at = new Outputs(outputs, rows, loss.batch());
    outputLoss = CheckedOutputLoss.of(loss.head().loss());
    gaussian = new GaussianOutputs(outputLoss, at);
    x = MeanVariance.zeros(loss.head().units() * rows);
    eta = MeanVariance.zeros(outputs * rows);
    dEta = MeanVariance.zeros(outputs * rows);
    weighted = MeanVariance.zeros(outputs * rows);
    values = new double[rows];
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int normals() {
    return loss.head().outputs();
  }

  @Override
  public void expect(MeanVariance states) {
    outputs(states, null);
    gaussian.values(eta, values);
  }

  @Override
  public void sample(MeanVariance states, double[] given) {
    outputs(states, given);
    for (int i = 0; i < at.eta().length; i++) {
      at.eta()[i] = eta.mean()[i] + given[i] * Math.sqrt(eta.variance()[i]);
    }
    outputLoss.values(at, values);
  }

  private void outputs(MeanVariance states, double[] given) {
    if (at.follow()) {
      loss.head().loss().check(at.outputs(), loss.batch());
    }
    for (int i = 0; i < x.mean().length; i++) {
      x.mean()[i] = shift + factor * states.mean()[i];
      x.variance()[i] = factor * factor * states.variance()[i];
    }
    dense.forward(loss.theta(), x, eta);
    normals = given;
    gradientIsKnown = false;
  }

  @Override
  public double[] values() {
    return values;
  }

  private void outputGradient() {
    if (gradientIsKnown) {
      return;
    }
    if (normals == null) {
      gaussian.gradient(eta, dEta);
    } else {
      sampledGradient();
    }
    Finite.outputGradient(loss.name(), dEta.mean(), rows);
    gradientIsKnown = true;
  }

  private void sampledGradient() {
    outputLoss.gradient(at, dEta.mean());
    for (int i = 0; i < at.eta().length; i++) {
      double deviation = Math.sqrt(eta.variance()[i]);
      // An output that does not vary has no weight on a unit that does.
      dEta.variance()[i] = deviation == 0 ? 0 : dEta.mean()[i] * normals[i] / (2 * deviation);
    }
  }

  @Override
  public void stateGradient(MeanVariance out) {
    outputGradient();
    dense.backwardInput(loss.theta(), dEta, out);
    for (int i = 0; i < x.mean().length; i++) {
      out.mean()[i] *= factor;
      out.variance()[i] *= factor * factor;
    }
  }

  private void weigh(double[] weights) {
    outputGradient();
    for (int i = 0; i < weighted.mean().length; i++) {
      weighted.mean()[i] = weights[i % rows] * dEta.mean()[i];
      weighted.variance()[i] = weights[i % rows] * dEta.variance()[i];
    }
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    if (!loss.differentiable()) {
      return; // there are no parameters then
    }
    weigh(weights);
    dense.backward(loss.theta(), x, weighted, out.group(0));
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    if (!loss.differentiable()) {
      return;
    }
    weigh(weights);
    dense.backwardRows(loss.theta(), x, weighted, out);
  }
}
