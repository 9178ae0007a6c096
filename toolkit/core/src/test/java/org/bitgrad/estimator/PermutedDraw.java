package org.bitgrad.estimator;

import java.util.function.IntUnaryOperator;
import org.bitgrad.estimator.contract.SiteDraw;
import org.bitgrad.problem.Draw;

/**
 * The numbers of {@link SiteDraw#random}, those of unit {@code by[j]} for unit j, in each sample of
 * a bound.
 */
final class PermutedDraw implements Draw {
  private final long seed;
  private final String part;
  private final int[] by;

  PermutedDraw(long seed, int... by) {
    this(seed, "", by.clone());
  }

  private PermutedDraw(long seed, String part, int[] by) {
    this.seed = seed;
    this.part = part;
    this.by = by;
  }

  @Override
  public void uniforms(String site, int rows, int units, double[] out) {
    boolean ofUnits = units % by.length == 0;
    int length = by.length;
    fill(site, rows, units, out, j -> ofUnits ? j / length * length + by[j % length] : j);
  }

  private void fill(String site, int rows, int units, double[] out, IntUnaryOperator original) {
    for (int j = 0; j < units; j++) {
      for (int r = 0; r < rows; r++) {
        out[j * rows + r] = SiteDraw.number(seed, part + site, original.applyAsInt(j), r);
      }
    }
  }

  /** Choices among the units follow them. */
  @Override
  public void choices(String site, int rows, int options, double[] out) {
    fill(site, rows, 1, out, j -> j);
    for (int r = 0; r < rows; r++) {
      int chosen = (int) Math.min(options - 1, Math.floor(options * out[r]));
      out[r] = options == by.length ? indexOf(chosen) : chosen;
    }
  }

  private int indexOf(int chosen) {
    int j = 0;
    while (by[j] != chosen) {
      j++;
    }
    return j;
  }

  @Override
  public Draw at(String name, long index) {
    return new PermutedDraw(seed, part + name + index + "/", by);
  }
}
