package org.bitgrad.network;

import org.bitgrad.numeric.Arguments;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.MeanVariance;
import org.bitgrad.problem.MomentPass;

/** Means and variances through the layers of a {@link NetworkChain}. */
final class NetworkMoments implements MomentPass {
  private final NetworkChain chain;
  private final MomentPass first;
  private final LayerMoments[] later;

  NetworkMoments(NetworkChain chain, ChainPass pass) {
    this.chain = chain;
    first = MomentPass.ofFirstLayer(pass);
    later = new LayerMoments[chain.layers()];
    for (int k = 1; k < later.length; k++) {
      later[k] = new LayerMoments(new LayerPass(chain.layer(k), pass.rows()), pass.rows());
    }
  }

  @Override
  public int rows() {
    return first.rows();
  }

  @Override
  public void preactivations(int layer, MeanVariance previous, MeanVariance out) {
    if (layer == 0) {
      first.preactivations(layer, previous, out);
    } else {
      later[layer].forward(previous, out);
    }
  }

  @Override
  public void pullBack(int layer, MeanVariance previous, MeanVariance d, Gradient out) {
    if (layer == 0) {
      first.pullBack(layer, previous, d, out);
    } else {
      later[layer].backward(previous, d, out.group(layer));
    }
  }

  @Override
  public void pullBackRows(int layer, MeanVariance previous, MeanVariance d, double[] out) {
    if (layer == 0) {
      first.pullBackRows(layer, previous, d, out);
    } else {
      later[layer].backwardRows(previous, d, out);
    }
  }

  @Override
  public void pullBackStates(
      int layer, MeanVariance previous, MeanVariance d, MeanVariance dPrevious) {
    Arguments.within("layer", layer, 1, chain.layers() - 1);
    later[layer].backwardStates(d, dPrevious);
  }
}
