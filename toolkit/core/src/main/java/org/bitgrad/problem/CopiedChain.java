package org.bitgrad.problem;

import java.util.Arrays;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.random.Noise;

/**
 * Independent copies of a layer that share its parameters: the chain of a multi-sample objective,
 * which judges several samples of the same units at once.
 *
 * <p>One layer of {@code copies x D} units, copy by copy: unit {@code k D + j} is unit {@code j} of
 * copy {@code k}. The parameters are those of the layer that is copied, and a derivative in them is
 * the sum over copies.
 *
 * <pre>{@code
 * Chain four = CopiedChain.of(FreeLogits.of(logits, Noise.logistic(), Encoding.BITS, 1), 4);
 * }</pre>
 */
public final class CopiedChain implements Chain {
  private final Chain single;
  private final int copies;

  private CopiedChain(Chain single, int copies) {
    this.single = single;
    this.copies = copies;
  }

  /**
   * Copies a chain of one layer.
   *
   * @param single draws one copy
   * @param copies how many, at least 1
   * @return the chain of all copies
   * @throws IllegalArgumentException if the chain has more than one layer, or there are no copies
   */
  public static CopiedChain of(Chain single, int copies) {
    Arguments.given("chain", single);
    if (single.layers() != 1) {
      throw new IllegalArgumentException(
          "chain to be copied must have 1 layer, but has " + single.layers());
    }
    Arguments.within("copies", copies, 1, Integer.MAX_VALUE / single.units(0));
    return new CopiedChain(single, copies);
  }

  @Override
  public int layers() {
    return 1;
  }

  @Override
  public int units(int layer) {
    return copies * single.units(layer);
  }

  @Override
  public Noise noise(int layer) {
    return single.noise(layer);
  }

  @Override
  public Encoding encoding() {
    return single.encoding();
  }

  @Override
  public int points() {
    return single.points();
  }

  @Override
  public ParameterLayout parameters() {
    return single.parameters();
  }

  @Override
  public Chain at(int... points) {
    return new CopiedChain(single.at(points), copies);
  }

  @Override
  public ChainPass open(int rows) {
    return new Pass(this, single.open(rows));
  }

  /** Copies stand one behind the other, so that each is a block of a single layer's numbers. */
  private static final class Pass implements ChainPass {
    private final CopiedChain chain;
    private final ChainPass single;
    private final int size;
    private final double[] sum;

    Pass(CopiedChain chain, ChainPass single) {
      this.chain = chain;
      this.single = single;
      size = chain.single.units(0) * single.rows();
      sum = new double[size];
    }

    @Override
    public Chain chain() {
      return chain;
    }

    @Override
    public int rows() {
      return single.rows();
    }

    @Override
    public void preactivations(int layer, States previous, double[] out) {
      single.preactivations(layer, previous, sum);
      for (int k = 0; k < chain.copies; k++) {
        System.arraycopy(sum, 0, out, k * size, size);
      }
    }

    @Override
    public void pullBack(int layer, States previous, double[] da, Gradient out) {
      addCopies(da);
      single.pullBack(layer, previous, sum, out);
    }

    @Override
    public void pullBackRows(int layer, States previous, double[] da, double[] out) {
      addCopies(da);
      single.pullBackRows(layer, previous, sum, out);
    }

    private void addCopies(double[] da) {
      Arrays.fill(sum, 0);
      for (int k = 0; k < chain.copies; k++) {
        for (int i = 0; i < size; i++) {
          sum[i] += da[k * size + i];
        }
      }
    }

    @Override
    public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
      throw new IllegalArgumentException(
          "layer must be at least 1 to have a layer before it, but is " + layer);
    }
  }
}
