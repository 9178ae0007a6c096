package org.bitgrad.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.bitgrad.random.Shown;

/**
 * Counts in the text format of SVM-light: per line the class and {@code word:count} for each word
 * that occurs, both numbered from 1, words ascending; plain or packed by gzip.
 */
final class SvmLightFile {
  private static final int MOST = 1 << 20;

  private static final int SHOWN = 23;

  /** More characters than any word with its count has. */
  private static final int ENTRY = 32;

  private SvmLightFile() {}

  static LabelledCounts read(Path file, int words, int classes) throws IOException {
    return read(file, words, classes, PackedFile.mostText());
  }

  /** The same with a bound on the bytes of the text. */
  static LabelledCounts read(Path file, int words, int classes, long most) throws IOException {
    LabelledCounts.Builder builder = new LabelledCounts.Builder(words, classes);
    int lines =
        PackedFile.read(file, most, content -> rows(file, content, builder, words, classes));
    if (lines == 0) {
      throw new DamagedDataException(file + " is empty; expected lines 'class word:count ...'");
    }
    return builder.build();
  }

  private static int rows(
      Path file, InputStream content, LabelledCounts.Builder builder, int words, int classes)
      throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(content, StandardCharsets.US_ASCII));
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      String place = file + ", line " + number;
      if (line.length() > ENTRY * (words + 1L)) {
        throw new DamagedDataException(
            place + " has " + line.length() + " characters; expected at most " + words + " words");
      }
      String[] cells = line.strip().split(" +", -1);
      int label = WholeNumber.read(place, cells[0], 1, classes);
      int last = 0;
      for (int i = 1; i < cells.length; i++) {
        int colon = cells[i].indexOf(':');
        if (colon < 0) {
          throw new DamagedDataException(
              place + " has '" + Shown.cut(cells[i], SHOWN) + "'; expected word:count");
        }
        last = WholeNumber.read(place, cells[i].substring(0, colon), last + 1, words);
        builder.count(last - 1, WholeNumber.read(place, cells[i].substring(colon + 1), 1, MOST));
      }
      builder.endRow(label - 1);
    }
    return number;
  }
}
