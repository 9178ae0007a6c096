package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatMemory;
import org.bitgrad.numeric.FloatProducts;

/**
 * Numbers between two layers, {@code [rows x units]} row by row, and what is to be known of the
 * loss in each of them: its derivative, or its change when a unit flips. Element-wise loops work on
 * the arrays, products on the memories; a layer copies what it needs, slice by slice.
 */
final class Signal {
  final int units;
  final float[] derivatives;
  final FloatMemory valueMemory;
  final FloatMemory derivativeMemory;

  /** Where numbers are known by mean and variance, the latter; null elsewhere. */
  final Signal variance;

  private float[] values;

  Signal(FloatProducts products, int capacity, int units) {
    this(products, capacity, units, null);
  }

  private Signal(FloatProducts products, int capacity, int units, Signal variance) {
    this.variance = variance;
    this.units = units;
    int size = Math.multiplyExact(capacity, units);
    values = new float[size];
    derivatives = new float[size];
    valueMemory = products.memory(size);
    derivativeMemory = products.memory(size);
  }

  /** Means with variances, which begin as zeros. */
  static Signal ofMoments(FloatProducts products, int capacity, int units) {
    return new Signal(products, capacity, units, new Signal(products, capacity, units));
  }

  /** {@return the numbers; the array itself} */
  float[] values() {
    return values;
  }

  /** Takes a batch's own array instead of one to be written to. */
  void read(float[] batch) {
    values = batch;
  }

  void putValues(int fromRow, int toRow) {
    valueMemory.put(fromRow * units, values, fromRow * units, (toRow - fromRow) * units);
  }

  void getValues(int fromRow, int toRow) {
    valueMemory.get(fromRow * units, values, fromRow * units, (toRow - fromRow) * units);
  }

  void putDerivatives(int fromRow, int toRow) {
    derivativeMemory.put(fromRow * units, derivatives, fromRow * units, (toRow - fromRow) * units);
  }

  void getDerivatives(int fromRow, int toRow) {
    derivativeMemory.get(fromRow * units, derivatives, fromRow * units, (toRow - fromRow) * units);
  }
}
