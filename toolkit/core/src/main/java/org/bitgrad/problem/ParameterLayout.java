package org.bitgrad.problem;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.Shown;

/**
 * Names and sizes of parameter groups, in order. A layer's group holds its weights, row-major
 * ({@code [out x in]}) if it is dense, then its biases.
 */
public final class ParameterLayout {
  private final List<String> names;
  private final int[] sizes;

  private ParameterLayout(List<String> names, int[] sizes) {
    this.names = List.copyOf(names);
    this.sizes = sizes;
  }

  /** {@return the layout without groups} */
  public static ParameterLayout empty() {
    return new ParameterLayout(List.of(), new int[0]);
  }

  /**
   * Appends a group.
   *
   * @param name name, unique in the layout
   * @param size numbers in the group, at least 1
   * @return a new layout
   */
  public ParameterLayout with(String name, int size) {
    if (size < 1) {
      throw new IllegalArgumentException(
          "size of group " + Shown.text(name) + " must be at least 1, but is " + size);
    }
    if (names.contains(name)) {
      throw new IllegalArgumentException(
          "name of a parameter group must be new, but " + Shown.text(name) + " is there");
    }
    List<String> longer = new ArrayList<>(names);
    longer.add(name);
    int[] longerSizes = java.util.Arrays.copyOf(sizes, sizes.length + 1);
    longerSizes[sizes.length] = size;
    return new ParameterLayout(longer, longerSizes);
  }

  /**
   * Appends all groups of another layout.
   *
   * @param other the groups that follow
   * @return a new layout
   */
  public ParameterLayout plus(ParameterLayout other) {
    ParameterLayout joined = this;
    for (int g = 0; g < other.groups(); g++) {
      joined = joined.with(other.name(g), other.size(g));
    }
    return joined;
  }

  /** {@return number of groups} */
  public int groups() {
    return sizes.length;
  }

  /**
   * The name of a group.
   *
   * @param group index
   * @return its name
   */
  public String name(int group) {
    return names.get(group);
  }

  /** {@return all names, in order} */
  public List<String> names() {
    return names;
  }

  /**
   * The size of a group.
   *
   * @param group index
   * @return numbers in it
   */
  public int size(int group) {
    return sizes[group];
  }

  /** {@return numbers in all groups together} */
  public int total() {
    long sum = java.util.Arrays.stream(sizes).asLongStream().sum();
    return Memory.requireArray("number of parameters", sum, sum);
  }
}
