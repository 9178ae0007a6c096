package org.bitgrad.train.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.bitgrad.random.RandomStream;

/**
 * The steps of a pass in their order, gathered from the layers. Steps on rows follow one another
 * slice by slice, without waiting for other slices, until a layer asks for all rows.
 */
final class Steps {
  private final List<List<Step>> runs = new ArrayList<>();
  private boolean closed = true;
  private BooleanSupplier condition;

  /** What a layer does with a slice of rows, or with as many parts of something else. */
  @FunctionalInterface
  interface Step {
    /**
     * Does a piece.
     *
     * @param piece a slice, or a part: 0 to {@link RowSlices#count} - 1
     * @param stream random numbers of the pass
     */
    void run(int piece, RandomStream stream);
  }

  /** Adds a step on the rows of a slice. */
  void rows(Step step) {
    if (closed) {
      runs.add(new ArrayList<>());
      closed = false;
    }
    runs.get(runs.size() - 1).add(guarded(step));
  }

  /** Lets what follows wait for all slices. */
  void allRows() {
    closed = true;
  }

  /** Adds a step whose pieces are parts of all rows: it waits, and is waited for. */
  void parts(Step step) {
    runs.add(List.of(guarded(step)));
    closed = true;
  }

  /**
   * Adds a layer's steps forward, to be done only in passes where a condition holds.
   *
   * @param holds the condition
   * @param layer whose steps
   */
  void forwardIf(BooleanSupplier holds, Layer layer) {
    condition = holds;
    layer.addForward(this);
    condition = null;
  }

  private Step guarded(Step step) {
    BooleanSupplier holds = condition;
    if (holds == null) {
      return step;
    }
    return (piece, stream) -> {
      if (holds.getAsBoolean()) {
        step.run(piece, stream);
      }
    };
  }

  /** {@return the runs so far, each of steps without waiting} */
  List<List<Step>> runs() {
    return List.copyOf(runs);
  }
}
