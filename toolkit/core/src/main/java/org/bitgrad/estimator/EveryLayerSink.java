package org.bitgrad.estimator;

import java.util.Arrays;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentLossPass;
import org.bitgrad.problem.MomentPass;
import org.bitgrad.problem.States;

/** Hands everything on, and notes which layers got a derivative. */
final class EveryLayerSink implements GradientSink {
  private final boolean[] given;
  private GradientSink out;

  EveryLayerSink(int layers) {
    given = new boolean[layers];
  }

  void begin(GradientSink next) {
    out = next;
    Arrays.fill(given, false);
  }

  void requireAll(String estimator) {
    for (int k = 0; k < given.length; k++) {
      if (!given[k]) {
        throw new IllegalArgumentException(
            "the recipe of "
                + estimator
                + " must give derivatives for each of the "
                + given.length
                + " layers, but gave none for layer "
                + k);
      }
    }
  }

  @Override
  public void layer(ChainPass pass, int layer, States previous, double[] da) {
    given[layer] = true;
    out.layer(pass, layer, previous, da);
  }

  @Override
  public void loss(LossPass pass, double[] weights) {
    out.loss(pass, weights);
  }

  @Override
  public void moments(MomentPass pass, int layer, MeanVariance previous, MeanVariance d) {
    given[layer] = true;
    out.moments(pass, layer, previous, d);
  }

  @Override
  public void momentLoss(MomentLossPass pass, double[] weights) {
    out.momentLoss(pass, weights);
  }

  @Override
  public void lossFlips(LossPass pass, double[] flipWeights) {
    out.lossFlips(pass, flipWeights);
  }

  @Override
  public void value(double[] values, int rows) {
    out.value(values, rows);
  }
}
