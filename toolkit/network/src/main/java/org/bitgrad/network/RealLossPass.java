package org.bitgrad.network;

import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.States;

/** Computes a {@link RealLoss}; flips are evaluated one by one. */
final class RealLossPass extends ForwardingLossPass {
  private final RealLoss real;
  private final int units;
  private final RealPass front;
  private final States read;
  private final States values;

  RealLossPass(RealLoss loss, int rows) {
    super(loss, rows);
    real = loss;
    units = loss.front().get(0).form().inputs();
    front = new RealPass(loss.front(), rows);
    int width = loss.front().get(loss.front().size() - 1).form().units();
    read = States.zeros(loss.encoding(), units, rows);
    values = States.zeros(loss.encoding(), width, rows);
  }

  @Override
  public void at(States states) {
    give(states, units);
    double[] y = front.forward(numbers(states, read));
    System.arraycopy(y, 0, values.values(), 0, y.length);
    inner.at(values);
  }

  @Override
  public void stateGradient(double[] out) {
    inner.stateGradient(front.derivatives());
    front.backwardInput(out);
    inStates(read.encoding(), out, units * rows);
  }

  /** Derivatives in the real values, each row times its weight. */
  private void weighted(double... weights) {
    double[] d = front.derivatives();
    inner.stateGradient(d);
    for (int i = 0; i < d.length; i++) {
      d[i] *= weights[i % rows];
    }
  }

  @Override
  public void parameterGradient(double[] weights, Gradient out) {
    if (!real.differentiable()) {
      return; // there are no parameters then
    }
    int n = real.front().size();
    inner.parameterGradient(weights, out.view(n, real.inner().parameters()));
    weighted(weights);
    front.backward((k, d) -> RealPass.add(d, out.group(k), 0));
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    if (!real.differentiable()) {
      return;
    }
    int[] offsets = new int[real.front().size() + 1];
    for (int k = 0; k < real.front().size(); k++) {
      offsets[k + 1] = offsets[k] + rows * real.front().get(k).form().parameters();
    }
    double[] ofInner = new double[rows * real.inner().parameters().total()];
    inner.parameterGradientRows(weights, ofInner);
    RealPass.add(ofInner, out, offsets[real.front().size()]);
    weighted(weights);
    front.backwardRows((k, d) -> RealPass.add(d, out, offsets[k]));
  }
}
