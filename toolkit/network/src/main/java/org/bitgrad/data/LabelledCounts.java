package org.bitgrad.data;

import java.util.Arrays;
import java.util.Locale;

/**
 * Rows of counts, mostly 0, with a class each: how often each word occurs in a document. Immutable;
 * holds the counts that are not 0.
 *
 * <p>A network sees either {@linkplain #asCounts() counts} or {@linkplain #asBits() bits}, 1 where
 * the count is positive; which one has to be said.
 *
 * <pre>{@code
 * LabelledCounts train = TextData.newsgroups1000().train();
 * LabelledExamples bits = train.asBits();
 * }</pre>
 */
public final class LabelledCounts {
  private final int words;
  private final int classes;
  private final int[] ends;
  private final int[] wordAt;
  private final int[] countAt;
  private final int[] labels;

  private LabelledCounts(int words, int classes, int[] ends, int[][] entries, int[] labels) {
    this.words = words;
    this.classes = classes;
    this.ends = ends;
    this.wordAt = entries[0];
    this.countAt = entries[1];
    this.labels = labels;
  }

  /**
   * Counts from a table.
   *
   * @param counts {@code [rows x words]}, at least one of each, none negative; copied
   * @param classes labels are 0 to classes - 1; at least 1
   * @param labels one per row; copied
   * @return the counts
   * @throws IllegalArgumentException if shapes do not fit, a count is negative or a label is not a
   *     class
   */
  public static LabelledCounts of(int[][] counts, int classes, int... labels) {
    if (counts.length == 0 || counts[0].length == 0) {
      throw new IllegalArgumentException("counts must have at least one row and word");
    }
    Builder builder = new Builder(counts[0].length, classes);
    for (int n = 0; n < counts.length; n++) {
      if (counts[n].length != counts[0].length) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "counts[%d] must have %d numbers, but has %d",
                n,
                counts[0].length,
                counts[n].length));
      }
      for (int word = 0; word < counts[n].length; word++) {
        if (counts[n][word] < 0) {
          throw new IllegalArgumentException(
              "counts[" + n + "][" + word + "] must be at least 0, but is " + counts[n][word]);
        }
        if (counts[n][word] > 0) {
          builder.count(word, counts[n][word]);
        }
      }
      builder.endRow(n < labels.length ? labels[n] : -1);
    }
    if (labels.length != counts.length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "labels must be given for each of the %d rows, but there are %d",
              counts.length,
              labels.length));
    }
    return builder.build();
  }

  /** {@return number of rows, at least 1} */
  public int size() {
    return labels.length;
  }

  /** {@return number of words, at least 1} */
  public int words() {
    return words;
  }

  /** {@return number of classes} */
  public int classes() {
    return classes;
  }

  /** {@return number of counts that are not 0} */
  public int nonZeros() {
    return wordAt.length;
  }

  /**
   * The class of a row.
   *
   * @param row 0 to size - 1
   * @return 0 to classes - 1
   */
  public int label(int row) {
    return labels[row];
  }

  /**
   * How often a word occurs.
   *
   * @param row 0 to size - 1
   * @param word 0 to words - 1
   * @return the count
   */
  public int count(int row, int word) {
    if (word < 0 || word >= words) {
      throw new IndexOutOfBoundsException("word must be 0 to " + (words - 1) + ", but is " + word);
    }
    int at = Arrays.binarySearch(wordAt, start(row), ends[row], word);
    return at < 0 ? 0 : countAt[at];
  }

  /**
   * Some of the rows; a row may be repeated.
   *
   * @param rows indices, 0 to size - 1, at least one
   * @return these rows, in this order
   * @throws IllegalArgumentException if there is none or an index is not that of a row
   */
  public LabelledCounts at(int... rows) {
    Chosen.check("rows", rows, size());
    Builder builder = new Builder(words, classes);
    for (int row : rows) {
      for (int i = start(row); i < ends[row]; i++) {
        builder.count(wordAt[i], countAt[i]);
      }
      builder.endRow(labels[row]);
    }
    return builder.build();
  }

  /**
   * The first words only; a row may be left without any.
   *
   * @param count 1 to words
   * @return the rows with these words
   * @throws IllegalArgumentException if there are not as many
   */
  public LabelledCounts firstWords(int count) {
    if (count < 1 || count > words) {
      throw new IllegalArgumentException("count must be 1 to " + words + ", but is " + count);
    }
    Builder builder = new Builder(count, classes);
    for (int row = 0; row < size(); row++) {
      for (int i = start(row); i < ends[row] && wordAt[i] < count; i++) {
        builder.count(wordAt[i], countAt[i]);
      }
      builder.endRow(labels[row]);
    }
    return builder.build();
  }

  /** {@return the rows as counts, 0 and above} */
  public LabelledExamples asCounts() {
    return new Seen(this, false);
  }

  /** {@return the rows as bits, 1 where a count is positive} */
  public LabelledExamples asBits() {
    return new Seen(this, true);
  }

  private int start(int row) {
    return row == 0 ? 0 : ends[row - 1];
  }

  private record Seen(LabelledCounts of, boolean bits) implements LabelledExamples {
    @Override
    public int size() {
      return of.size();
    }

    @Override
    public int features() {
      return of.words;
    }

    @Override
    public int classes() {
      return of.classes;
    }

    @Override
    public int label(int example) {
      return of.label(example);
    }

    @Override
    public void numbers(int example, double[] out) {
      Arrays.fill(out, 0, of.words, 0);
      for (int i = of.start(example); i < of.ends[example]; i++) {
        out[of.wordAt[i]] = bits ? 1 : of.countAt[i];
      }
    }
  }

  /** Takes rows one after the other, words ascending. */
  static final class Builder {
    private final int words;
    private final int classes;
    private final IntList ends = new IntList();
    private final IntList wordAt = new IntList();
    private final IntList countAt = new IntList();
    private final IntList labels = new IntList();

    Builder(int words, int classes) {
      if (classes < 1) {
        throw new IllegalArgumentException("classes must be at least 1, but is " + classes);
      }
      this.words = words;
      this.classes = classes;
    }

    void count(int word, int count) {
      wordAt.add(word);
      countAt.add(count);
    }

    void endRow(int label) {
      if (label < 0 || label >= classes) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "labels[%d] must be 0 to %d, but is %s",
                labels.size(),
                classes - 1,
                label < 0 ? "missing or negative" : label));
      }
      ends.add(wordAt.size());
      labels.add(label);
    }

    LabelledCounts build() {
      int[][] entries = {wordAt.toArray(), countAt.toArray()};
      return new LabelledCounts(words, classes, ends.toArray(), entries, labels.toArray());
    }
  }
}
