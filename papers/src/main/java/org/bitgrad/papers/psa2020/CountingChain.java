package org.bitgrad.papers.psa2020;

import org.bitgrad.network.ForwardingChain;
import org.bitgrad.problem.Chain;
import org.bitgrad.problem.ChainPass;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.States;

/** A chain that counts the passes through its layers. */
final class CountingChain implements ForwardingChain {
  private final Chain chain;
  private int forward;
  private int backward;

  CountingChain(Chain chain) {
    this.chain = chain;
  }

  @Override
  public Chain chain() {
    return chain;
  }

  /** Layers whose pre-activations were computed. */
  int forward() {
    return forward;
  }

  /** Layers that derivatives or flips were pulled back through. */
  int backward() {
    return backward;
  }

  @Override
  public Chain at(int... points) {
    return new CountingChain(chain.at(points));
  }

  @Override
  public ChainPass open(int rows) {
    return new Pass(chain.open(rows));
  }

  private final class Pass implements ChainPass {
    private final ChainPass pass;

    Pass(ChainPass pass) {
      this.pass = pass;
    }

    @Override
    public Chain chain() {
      return CountingChain.this;
    }

    @Override
    public int rows() {
      return pass.rows();
    }

    @Override
    public void preactivations(int layer, States previous, double[] out) {
      forward++;
      pass.preactivations(layer, previous, out);
    }

    @Override
    public void pullBack(int layer, States previous, double[] da, Gradient out) {
      backward++;
      pass.pullBack(layer, previous, da, out);
    }

    @Override
    public void pullBackRows(int layer, States previous, double[] da, double[] out) {
      backward++;
      pass.pullBackRows(layer, previous, da, out);
    }

    @Override
    public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
      backward++;
      pass.pullBackStates(layer, previous, da, dPrevious);
    }

    @Override
    public void flipBack(
        int layer, States previous, States state, double[] a, double[] delta, double[] dPrevious) {
      backward++;
      pass.flipBack(layer, previous, state, a, delta, dPrevious);
    }
  }
}
