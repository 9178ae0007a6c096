package org.bitgrad.numeric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * {@link WindowPlan} the other way: from an output to the input that it looks at. Positions of the
 * image are taken phase by phase, by the remainders of line and column (border included) by the
 * stride; the positions of a phase meet the same taps, and under each of these the outputs that
 * they reach lie in one range of the output with a border of zeros.
 */
public final class TransposedPlan {
  private final Convolution shape;
  private final Image out;
  private final StridedCopies copies;
  private final Phase[] phases;
  private final int top;
  private final int left;
  private final int height;
  private final int width;

  /**
   * Makes the plan.
   *
   * @param shape of the convolution
   */
  public TransposedPlan(Convolution shape) {
    this.shape = shape;
    out = shape.output();
    int stride = shape.window().stride();
    copies = new StridedCopies(stride);
    int up = 0;
    int down = 0;
    int back = 0;
    int on = 0;
    List<Range> lines = new ArrayList<>();
    List<Range> columns = new ArrayList<>();
    for (int remainder = 0; remainder < stride; remainder++) {
      Range line = range(remainder, shape.image().height());
      Range column = range(remainder, shape.image().width());
      lines.add(line);
      columns.add(column);
      up = Math.max(up, line.last - line.from);
      down = Math.max(down, line.from + line.count - out.height());
      back = Math.max(back, column.last - column.from);
      on = Math.max(on, column.from + column.count - out.width());
    }
    phases = phases(lines, columns);
    top = up;
    left = back;
    height = out.height() + up + down;
    width = out.width() + back + on;
  }

  /**
   * Positions of a phase along one side.
   *
   * @param phase remainder by the stride
   * @param from the first of them, divided by the stride
   * @param count how many
   * @param last the largest tap that meets them, divided by the stride; -1 if there is none
   */
  private record Range(int phase, int from, int count, int last) {}

  @SuppressWarnings("ArrayRecordComponent")
  private record Phase(Range lines, Range columns, int[] taps) {}

  /** A wide stride has remainders that no position has. */
  private Phase[] phases(List<Range> lines, List<Range> columns) {
    List<Phase> found = new ArrayList<>();
    for (Range line : lines) {
      for (Range column : columns) {
        if (line.count > 0 && column.count > 0) {
          found.add(new Phase(line, column, taps(line, column)));
        }
      }
    }
    return found.toArray(Phase[]::new);
  }

  private Range range(int phase, int length) {
    int stride = shape.window().stride();
    int padding = shape.window().padding();
    int kernel = shape.window().kernel();
    int from = Math.max(0, ceiling(padding - phase, stride));
    int end = ceiling(length + padding - phase, stride);
    int last = kernel > phase ? (kernel - 1 - phase) / stride : -1;
    return new Range(phase, from, Math.max(0, end - from), last);
  }

  private static int ceiling(int x, int by) {
    return Math.floorDiv(x + by - 1, by);
  }

  private int[] taps(Range lines, Range columns) {
    int kernel = shape.window().kernel();
    int stride = shape.window().stride();
    int[] taps = new int[(lines.last + 1) * (columns.last + 1)];
    for (int i = 0; i < taps.length; i++) {
      int y = lines.phase + i / (columns.last + 1) * stride;
      int x = columns.phase + i % (columns.last + 1) * stride;
      taps[i] = y * kernel + x;
    }
    return taps;
  }

  /** {@return how many phases there are} */
  public int phases() {
    return phases.length;
  }

  /**
   * The taps that the positions of a phase meet.
   *
   * @param phase which
   * @return positions in the window; the array itself
   */
  public int[] taps(int phase) {
    return phases[phase].taps;
  }

  /**
   * Numbers of a channel of a phase, with those between lines.
   *
   * @param phase which
   * @return how many
   */
  public int columns(int phase) {
    return phases[phase].lines.count * width;
  }

  /** {@return the largest number of columns of a phase} */
  public int columns() {
    int most = 0;
    for (int p = 0; p < phases.length; p++) {
      most = Math.max(most, columns(p));
    }
    return most;
  }

  /** {@return numbers in all channels with their border, and what a range may overrun} */
  public int size() {
    return Math.addExact(Math.multiplyExact(out.channels(), height * width), width);
  }

  /**
   * Puts an output inside its border.
   *
   * @param a one image's output
   * @param from first index
   * @param planes {@link #size()} numbers; the border is left as it is and must be 0
   */
  public void pad(float[] a, int from, float[] planes) {
    for (int line = 0; line < out.channels() * out.height(); line++) {
      int to = (line / out.height() * height + line % out.height() + top) * width + left;
      System.arraycopy(a, from + line * out.width(), planes, to, out.width());
    }
  }

  /**
   * Where the range of outputs begins that the positions of a phase reach through a tap.
   *
   * @param phase which
   * @param channel of the output
   * @param tap one of the phase's
   * @return index in what {@link #pad} wrote
   */
  public int start(int phase, int channel, int tap) {
    int stride = shape.window().stride();
    int line = phases[phase].lines.from - tap / shape.window().kernel() / stride + top;
    int column = phases[phase].columns.from - tap % shape.window().kernel() / stride + left;
    return (channel * height + line) * width + column;
  }

  /**
   * Moves numbers of a phase to their positions of the image.
   *
   * @param phase which
   * @param block the phase's numbers of one channel, line by line
   * @param first index of the first of them
   * @param x the channel's image
   * @param to first index
   */
  public void toImage(int phase, float[] block, int first, float[] x, int to) {
    Range lines = phases[phase].lines;
    Range columns = phases[phase].columns;
    int stride = shape.window().stride();
    int padding = shape.window().padding();
    int start = to + columns.from * stride + columns.phase - padding;
    for (int l = 0; l < lines.count; l++) {
      int y = (lines.from + l) * stride + lines.phase - padding;
      int at = start + y * shape.image().width();
      int from = first + l * width;
      copies.put(block, from, x, at, columns.count);
    }
  }

  /**
   * The reverse of {@link #toImage}, with 0 between lines.
   *
   * @param phase which
   * @param x the channel's image
   * @param from first index
   * @param block receives the phase's numbers of the channel
   * @param first index of the first of them
   */
  public void fromImage(int phase, float[] x, int from, float[] block, int first) {
    Range lines = phases[phase].lines;
    Range columns = phases[phase].columns;
    int stride = shape.window().stride();
    int padding = shape.window().padding();
    int start = from + columns.from * stride + columns.phase - padding;
    Arrays.fill(block, first, first + columns(phase), 0);
    for (int l = 0; l < lines.count; l++) {
      int y = (lines.from + l) * stride + lines.phase - padding;
      int at = start + y * shape.image().width();
      copies.take(x, at, block, first + l * width, columns.count);
    }
  }
}
