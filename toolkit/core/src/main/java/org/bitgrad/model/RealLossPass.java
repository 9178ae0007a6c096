package org.bitgrad.model;

import java.util.Optional;

/** Computes a {@link RealLoss}; flips are evaluated one by one. */
final class RealLossPass implements LossPass {
  private final RealLoss loss;
  private final int rows;
  private final int units;
  private final RealPass front;
  private final LossPass inner;
  private final States read;
  private final States values;
  private States given;

  RealLossPass(RealLoss loss, int rows) {
    this.loss = loss;
    this.rows = rows;
    units = loss.front().get(0).form().inputs();
    front = new RealPass(loss.front(), rows);
    inner = loss.inner().open(rows);
    int width = loss.front().get(loss.front().size() - 1).form().units();
    read = States.zeros(loss.encoding(), units, rows);
    values = States.zeros(loss.encoding(), width, rows);
  }

  @Override
  public Loss loss() {
    return loss;
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public void at(States states) {
    Refuse.shape("states", states, units, rows);
    given = states;
    if (states.encoding() == read.encoding()) {
      System.arraycopy(states.values(), 0, read.values(), 0, read.values().length);
    } else {
      states.copyTo(read);
    }
    forward();
    inner.at(values);
  }

  private void forward() {
    double[] y = front.forward(read.values());
    System.arraycopy(y, 0, values.values(), 0, y.length);
  }

  @Override
  public States states() {
    return given;
  }

  @Override
  public double[] values() {
    return inner.values();
  }

  @Override
  public Optional<Outputs> outputs() {
    return inner.outputs();
  }

  @Override
  public void stateGradient(double[] out) {
    inner.stateGradient(front.derivatives());
    front.backwardInput(out);
    double factor = read.encoding().step() / given.encoding().step();
    if (factor != 1) {
      for (int i = 0; i < units * rows; i++) {
        out[i] *= factor;
      }
    }
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
    int n = loss.front().size();
    inner.parameterGradient(weights, out.view(n, loss.inner().parameters()));
    weighted(weights);
    front.backward((k, d) -> RealPass.add(d, out.group(k), 0));
  }

  @Override
  public void parameterGradientRows(double[] weights, double[] out) {
    int[] offsets = new int[loss.front().size() + 1];
    for (int k = 0; k < loss.front().size(); k++) {
      offsets[k + 1] = offsets[k] + rows * loss.front().get(k).form().parameters();
    }
    double[] ofInner = new double[rows * loss.inner().parameters().total()];
    inner.parameterGradientRows(weights, ofInner);
    RealPass.add(ofInner, out, offsets[loss.front().size()]);
    weighted(weights);
    front.backwardRows((k, d) -> RealPass.add(d, out, offsets[k]));
  }
}
