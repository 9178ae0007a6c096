package org.bitgrad.train;

import java.util.List;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.random.Shown;

/**
 * Numbers with a name and a shape, as files hold them.
 *
 * @param name unique among its neighbours
 * @param shape sizes of the dimensions, slowest first
 * @param values row-major; shared, not copied
 */
public record NamedArray(String name, List<Integer> shape, RealArray values) {
  /**
   * Checks that the shape holds the values.
   *
   * @param name unique among its neighbours
   * @param shape sizes of the dimensions, slowest first
   * @param values row-major
   * @throws IllegalArgumentException if not
   */
  public NamedArray {
    shape = List.copyOf(shape);
    long count = 1;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "shape of '" + Shown.text(name) + "' must not hold " + size);
      }
      count = Math.multiplyExact(count, (long) size);
    }
    if (count != values.size()) {
      throw new IllegalArgumentException(
          "shape "
              + shape
              + " of '"
              + Shown.text(name)
              + "' must hold "
              + values.size()
              + " numbers");
    }
  }

  /**
   * An array of one dimension.
   *
   * @param name its name
   * @param values its numbers
   * @return the named array
   */
  public static NamedArray flat(String name, RealArray values) {
    return new NamedArray(name, List.of(values.size()), values);
  }
}
