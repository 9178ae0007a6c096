package org.bitgrad.train.engine;

import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatMemory;

/** What one piece of a dense layer's products multiplies; moved, not made, at each pass. */
final class DenseWindows {
  final FloatMatrix x;
  final FloatMatrix a;
  final FloatMatrix dx;
  final FloatMatrix da;
  final FloatMatrix w;

  DenseWindows(DenseLayer.Place place, FloatMemory weights) {
    x = place.in().valueMemory.matrix(1, place.in().units);
    a = place.out().valueMemory.matrix(1, place.out().units);
    dx = place.in().derivativeMemory.matrix(1, place.in().units);
    da = place.out().derivativeMemory.matrix(1, place.out().units);
    w = weights.matrix(place.out().units, place.in().units);
  }

  /** Takes some rows, all units and all weights. */
  void rows(int fromRow, int toRow) {
    move(x, fromRow, toRow);
    move(a, fromRow, toRow);
    move(dx, fromRow, toRow);
    move(da, fromRow, toRow);
  }

  /** Takes all rows, all inputs and some outputs, with their weights. */
  void outputs(int rows, int from, int to) {
    move(x, 0, rows);
    move(w, from, to);
    columns(a, rows, from, to);
  }

  /** Takes all rows, all outputs and some inputs, with their weights. */
  void inputs(int rows, int from, int to) {
    move(da, 0, rows);
    columns(dx, rows, from, to);
    columns(w, a.stride(), from, to);
  }

  /** Moves a window to some rows of its memory. */
  static void move(FloatMatrix matrix, int fromRow, int toRow) {
    matrix.size(0, matrix.stride()).at(fromRow * matrix.stride());
    matrix.size(toRow - fromRow, matrix.stride());
  }

  /** Moves a window to some columns of the first rows of its memory. */
  static void columns(FloatMatrix matrix, int rows, int from, int to) {
    matrix.size(0, to - from).at(from).size(rows, to - from);
  }
}
