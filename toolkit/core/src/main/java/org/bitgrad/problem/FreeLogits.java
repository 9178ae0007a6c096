package org.bitgrad.problem;

import java.util.Arrays;
import org.bitgrad.numeric.Arguments;
import org.bitgrad.numeric.Sums;
import org.bitgrad.random.Noise;

/**
 * One layer of independent units, each with a parameter of its own: unit {@code j} draws 1 with
 * probability {@code F(theta_j)}. The parameters are group {@code logits}, in units of the noise;
 * minus and plus infinity are allowed and give bits that are always 0 or 1.
 */
public final class FreeLogits implements Chain {
  private final double[] logits;
  private final Noise noise;
  private final Encoding encoding;
  private final int points;

  private FreeLogits(double[] logits, Noise noise, Encoding encoding, int points) {
    this.logits = logits;
    this.noise = noise;
    this.encoding = encoding;
    this.points = points;
  }

  /**
   * Makes the chain.
   *
   * @param logits one per unit, at least one; copied; infinities allowed
   * @param noise of the layer
   * @param encoding of its states
   * @param points data points that share the parameters, at least 1
   * @return the chain
   * @throws IllegalArgumentException if an argument is missing, empty or NaN
   */
  public static FreeLogits of(double[] logits, Noise noise, Encoding encoding, int points) {
    Arguments.numbers("logits", logits);
    Arguments.within("number of logits", logits.length, 1, Integer.MAX_VALUE);
    Written.noise(noise);
    Arguments.given("encoding", encoding);
    Arguments.within("points", points, 1, Integer.MAX_VALUE);
    return new FreeLogits(logits.clone(), noise, encoding, points);
  }

  /** {@return the parameters themselves; writing to them moves the chain} */
  public double[] logits() {
    return logits;
  }

  @Override
  public int layers() {
    return 1;
  }

  @Override
  public int units(int layer) {
    return logits.length;
  }

  @Override
  public Noise noise(int layer) {
    return noise;
  }

  @Override
  public Encoding encoding() {
    return encoding;
  }

  @Override
  public int points() {
    return points;
  }

  @Override
  public ParameterLayout parameters() {
    return ParameterLayout.empty().with("logits", logits.length);
  }

  @Override
  public Chain at(int... chosen) {
    return new FreeLogits(logits, noise, encoding, Arguments.points(chosen, points).length);
  }

  @Override
  public ChainPass open(int rows) {
    return new Pass(this, Arguments.rows(rows, points));
  }

  private record Pass(FreeLogits chain, int rows) implements ChainPass {
    @Override
    public void preactivations(int layer, States previous, double[] out) {
      double[] logits = chain.logits;
      for (int j = 0; j < logits.length; j++) {
        Arrays.fill(out, j * rows, (j + 1) * rows, logits[j]);
      }
    }

    @Override
    public void pullBack(int layer, States previous, double[] da, Gradient out) {
      double[] to = out.group(0);
      for (int j = 0; j < to.length; j++) {
        to[j] += Sums.sum(da, j * rows, rows);
      }
    }

    @Override
    public void pullBackRows(int layer, States previous, double[] da, double[] out) {
      for (int i = 0; i < chain.logits.length * rows; i++) {
        out[i] += da[i];
      }
    }

    @Override
    public void pullBackStates(int layer, States previous, double[] da, double[] dPrevious) {
      throw new IllegalArgumentException(
          "layer must be at least 1 to have a layer before it, but is " + layer);
    }
  }
}
