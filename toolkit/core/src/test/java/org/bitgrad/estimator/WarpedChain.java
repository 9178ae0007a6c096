package org.bitgrad.estimator;

import org.bitgrad.model.Chain;
import org.bitgrad.model.ChainPass;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.ParameterLayout;
import org.bitgrad.model.States;
import org.bitgrad.random.Noise;

/**
 * The same law with another noise variable: pre-activations are those of a chain under the
 * increasing function {@code phi = G^-1(F(a))}, with F the chain's noise and G this one's.
 *
 * @param chain whose law it is
 * @param noise of all layers
 */
record WarpedChain(Chain chain, Noise noise) implements Chain {
  @Override
  public int layers() {
    return chain.layers();
  }

  @Override
  public int units(int layer) {
    return chain.units(layer);
  }

  @Override
  public Noise noise(int layer) {
    return noise;
  }

  @Override
  public Encoding encoding() {
    return chain.encoding();
  }

  @Override
  public int points() {
    return chain.points();
  }

  @Override
  public ParameterLayout parameters() {
    return chain.parameters();
  }

  @Override
  public Chain at(int... points) {
    return new WarpedChain(chain.at(points), noise);
  }

  @Override
  public ChainPass open(int rows) {
    return new Pass(this, chain.open(rows));
  }

  /** From the smaller tail, where the probability is accurate. */
  private double phi(int layer, double a) {
    double z = noise.quantile(chain.noise(layer).probability(-Math.abs(a)));
    return a < 0 ? z : -z;
  }

  private record Pass(WarpedChain warped, ChainPass pass) implements ChainPass {
    @Override
    public Chain chain() {
      return warped;
    }

    @Override
    public int rows() {
      return pass.rows();
    }

    @Override
    public void preactivations(int layer, States previous, double[] out) {
      pass.preactivations(layer, previous, out);
      for (int i = 0; i < warped.units(layer) * rows(); i++) {
        out[i] = warped.phi(layer, out[i]);
      }
    }

    /** Derivatives in the chain's own pre-activations. */
    private double[] own(int layer, States previous, double[] da) {
      double[] a = new double[warped.units(layer) * rows()];
      pass.preactivations(layer, previous, a);
      for (int i = 0; i < a.length; i++) {
        double slope = warped.chain.noise(layer).density(a[i]);
        a[i] = da[i] * slope / warped.noise.density(warped.phi(layer, a[i]));
      }
      return a;
    }

    @Override
    public void pullBack(int layer, States previous, double[] da, Gradient out) {
      pass.pullBack(layer, previous, own(layer, previous, da), out);
    }

    @Override
    public void pullBackRows(int layer, States previous, double[] da, double[] out) {
      pass.pullBackRows(layer, previous, own(layer, previous, da), out);
    }

    @Override
    public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
      pass.pullBackStates(layer, previous, own(layer, previous, da), dPrevious);
    }
  }
}
