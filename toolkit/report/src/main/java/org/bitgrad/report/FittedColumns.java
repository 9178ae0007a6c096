package org.bitgrad.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Columns that keep within a width; a row of one cell is a title. See {@link TextColumns#fit}. */
final class FittedColumns {
  private static final String GAP = "  ";

  /** Longer words are broken where the place is short. */
  private static final int LONGEST_WORD = 24;

  private final List<List<String>> rows;
  private final int keys;
  private final IntPredicate right;
  private final int width;
  private final int columns;

  FittedColumns(List<List<String>> rows, int keys, IntPredicate right, int width) {
    this.rows = rows;
    this.right = right;
    this.width = width;
    columns = rows.isEmpty() ? 0 : rows.get(0).size();
    this.keys = Math.max(1, Math.min(keys, columns - 1));
  }

  String text() {
    StringBuilder text = new StringBuilder();
    for (int[] block : blocks()) {
      text.append(text.isEmpty() ? "" : "\n").append(block(block));
    }
    return text.toString();
  }

  private List<int[]> blocks() {
    List<int[]> blocks = new ArrayList<>();
    int[] block = IntStream.range(0, keys).toArray();
    for (int c = keys; c < columns; c++) {
      int[] wider = with(block, c);
      if (block.length > keys && total(least(wider)) > width) {
        blocks.add(block);
        wider = with(IntStream.range(0, keys).toArray(), c);
      }
      block = wider;
    }
    blocks.add(block);
    return blocks;
  }

  private static int[] with(int[] block, int column) {
    int[] wider = Arrays.copyOf(block, block.length + 1);
    wider[block.length] = column;
    return wider;
  }

  private static int total(int... widths) {
    return Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1);
  }

  private int[] natural(int... block) {
    return Arrays.stream(block)
        .map(c -> cells(c).mapToInt(String::length).max().orElse(0))
        .toArray();
  }

  private Stream<String> cells(int column) {
    return rows.stream().filter(row -> row.size() == columns).map(row -> row.get(column));
  }

  private int[] least(int... block) {
    int[] widths = natural(block);
    for (int i = 0; i < block.length; i++) {
      int c = block[i];
      if (!right.test(c)) {
        int word = cells(c).mapToInt(FittedColumns::longestWord).max().orElse(0);
        widths[i] = Math.min(widths[i], Math.min(word, LONGEST_WORD));
      }
    }
    return widths;
  }

  private static int longestWord(String cell) {
    return Arrays.stream(cell.split(" ", -1)).mapToInt(String::length).max().orElse(0);
  }

  /** Takes from the widest column, as long as its words allow; then from the widest of all. */
  private int[] widths(int... block) {
    int[] widths = natural(block);
    int[] least = least(block);
    while (total(widths) > width) {
      int widest = -1;
      for (int i = 0; i < widths.length; i++) {
        boolean spare = widths[i] > least[i];
        if (spare && (widest < 0 || widths[i] > widths[widest])) {
          widest = i;
        }
      }
      if (widest < 0) {
        widest =
            IntStream.range(0, widths.length).reduce(0, (a, b) -> widths[b] > widths[a] ? b : a);
      }
      widths[widest]--;
    }
    return widths;
  }

  private String block(int... block) {
    int[] widths = widths(block);
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      if (row.size() < columns) {
        text.append('\n').append(TextColumns.paragraph(row.get(0), width));
        continue;
      }
      List<List<String>> cells = new ArrayList<>();
      for (int i = 0; i < block.length; i++) {
        cells.add(wrap(row.get(block[i]), widths[i]));
      }
      int height = cells.stream().mapToInt(List::size).max().orElse(0);
      for (int line = 0; line < height; line++) {
        text.append(line(cells, line, block, widths)).append('\n');
      }
    }
    return text.toString();
  }

  private String line(List<List<String>> cells, int line, int[] block, int... widths) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < widths.length; i++) {
      String cell = line < cells.get(i).size() ? cells.get(i).get(line) : "";
      String space = " ".repeat(widths[i] - cell.length());
      text.append(right.test(block[i]) ? space + cell : cell + space).append(GAP);
    }
    return text.toString().stripTrailing();
  }

  /** Lines of at most a width, broken at spaces, at other signs only within longer words. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int at = rest.lastIndexOf(' ', width);
      boolean space = at > 0 && !rest.substring(0, at).isBlank();
      int end = space ? at : within(rest, width);
      lines.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).strip();
    }
    lines.add(rest);
    return lines;
  }

  private static int within(String word, int width) {
    for (int end = width; end > width / 2; end--) {
      if (",;/-_)".indexOf(word.charAt(end - 1)) >= 0) {
        return end;
      }
    }
    return width;
  }
}
