package org.bitgrad.network;

import java.util.Objects;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.States;
import org.bitgrad.random.Noise;

/**
 * The same law written with another noise variable: pre-activations are those of a chain under the
 * increasing function {@code phi = G^-1(F(a))}, with F the chain's noise and G this one's, so that
 * every unit draws the same bit at the same uniform number.
 *
 * <p>States, expected loss and exact gradient stay the same. An estimator that changes depends on
 * how the problem is written (Shekhovtsov, Yanush 2021). The chain's noise must not be bounded: a
 * probability of 0 or 1 has no quantile.
 *
 * <pre>{@code
 * Problem other = Problem.of(new WarpedChain(problem.chain(), Noise.gaussian(1)), problem.loss());
 * }</pre>
 *
 * @param chain whose law it is
 * @param noise of all layers
 */
public record WarpedChain(Chain chain, Noise noise) implements ForwardingChain {
  /**
   * Joins the two.
   *
   * @param chain whose law it is
   * @param noise of all layers
   */
  public WarpedChain {
    Objects.requireNonNull(chain, "chain");
    Objects.requireNonNull(noise, "noise");
  }

  @Override
  public Noise noise(int layer) {
    return noise;
  }

  @Override
  public Chain at(int... points) {
    return new WarpedChain(chain.at(points), noise);
  }

  @Override
  public ChainPass open(int rows) {
    return new Pass(this, rows);
  }

  /** From the smaller tail, where the probability is accurate. */
  private double phi(int layer, double a) {
    double z = noise.quantile(chain.noise(layer).probability(-Math.abs(a)));
    return a < 0 ? z : -z;
  }

  private static final class Pass implements ChainPass {
    private final WarpedChain warped;
    private final ChainPass pass;
    private final double[] a;
    private final double[] own;

    Pass(WarpedChain warped, int rows) {
      this.warped = warped;
      pass = warped.chain.open(rows);
      int widest = 0;
      for (int k = 0; k < warped.layers(); k++) {
        widest = Math.max(widest, warped.units(k));
      }
      a = new double[widest * rows];
      own = new double[widest * rows];
    }

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
      pass.preactivations(layer, previous, a);
      Noise from = warped.chain.noise(layer);
      for (int i = 0; i < warped.units(layer) * rows(); i++) {
        own[i] = da[i] * from.density(a[i]) / warped.noise.density(warped.phi(layer, a[i]));
      }
      return own;
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
