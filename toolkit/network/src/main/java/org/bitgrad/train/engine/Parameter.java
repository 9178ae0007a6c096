package org.bitgrad.train.engine;

import java.util.List;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.train.NamedArray;

/** Numbers that an optimiser changes, and their gradient. They outlive the buffers of a program. */
final class Parameter {
  /** Live. */
  final float[] values;

  /** Of the last estimate. */
  final float[] gradient;

  private final NamedArray named;
  private final NamedArray namedGradient;

  Parameter(String name, List<Integer> shape) {
    int size = shape.stream().mapToInt(Integer::intValue).reduce(1, Math::multiplyExact);
    values = new float[size];
    gradient = new float[size];
    named = new NamedArray(name, shape, RealArray.of(values));
    namedGradient = new NamedArray(name, shape, RealArray.of(gradient));
  }

  /** {@return the values with name and shape} */
  NamedArray named() {
    return named;
  }

  /** {@return the gradient with name and shape} */
  NamedArray namedGradient() {
    return namedGradient;
  }
}
