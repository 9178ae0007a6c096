package org.bitgrad.problem;

import java.util.Arrays;

/**
 * One number per parameter, in the groups of a {@link ParameterLayout}; a mutable buffer that is
 * filled by adding.
 */
public final class Gradient {
  private final ParameterLayout layout;
  private final double[][] groups;

  private Gradient(ParameterLayout layout, double[][] groups) {
    this.layout = layout;
    this.groups = groups;
  }

  /**
   * Zeros for every parameter.
   *
   * @param layout groups
   * @return a new buffer
   */
  public static Gradient zeros(ParameterLayout layout) {
    double[][] groups = new double[layout.groups()][];
    for (int g = 0; g < groups.length; g++) {
      groups[g] = new double[layout.size(g)];
    }
    return new Gradient(layout, groups);
  }

  /**
   * A view of consecutive groups that shares this buffer's numbers.
   *
   * @param from first group
   * @param part layout of the part; its sizes must be those of the groups
   * @return the view
   */
  public Gradient view(int from, ParameterLayout part) {
    for (int g = 0; g < part.groups(); g++) {
      if (part.size(g) != layout.size(from + g)) {
        throw new IllegalArgumentException(
            "part must have "
                + layout.size(from + g)
                + " numbers in group "
                + part.name(g)
                + ", but has "
                + part.size(g));
      }
    }
    return new Gradient(part, Arrays.copyOfRange(groups, from, from + part.groups()));
  }

  /** {@return the groups' names and sizes} */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * The buffer of a group.
   *
   * @param group index
   * @return the numbers themselves
   */
  public double[] group(int group) {
    return groups[group];
  }

  /** Sets every number to 0. */
  public void clear() {
    for (double[] group : groups) {
      Arrays.fill(group, 0);
    }
  }

  /**
   * Multiplies every number.
   *
   * @param factor the factor
   */
  public void scale(double factor) {
    for (double[] group : groups) {
      for (int i = 0; i < group.length; i++) {
        group[i] *= factor;
      }
    }
  }

  /**
   * Adds another gradient of the same layout.
   *
   * @param other what is added
   */
  public void add(Gradient other) {
    for (int g = 0; g < groups.length; g++) {
      double[] to = groups[g];
      double[] from = other.groups[g];
      for (int i = 0; i < to.length; i++) {
        to[i] += from[i];
      }
    }
  }

  /** {@return all groups in one new array} */
  public double[] flat() {
    double[] all = new double[layout.total()];
    int at = 0;
    for (double[] group : groups) {
      System.arraycopy(group, 0, all, at, group.length);
      at += group.length;
    }
    return all;
  }
}
