package org.bitgrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A public place of a data set.
 *
 * @param folder address of the folder, with a slash at its end
 * @param form which form of each file is there, 0 for the usual one; of no meaning for an archive
 * @param archive the file that holds all others, if there is one, else the empty list
 * @param inside folder of the files in the archive, with a slash at its end
 */
record DataSource(String folder, int form, List<DataFile.Form> archive, String inside) {
  private static final String RESOURCE = "data-sources.tsv";

  /** The mirrors of a data set, in the order in which they are tried. */
  static List<DataSource> of(String dataSet) {
    List<DataSource> sources = new ArrayList<>();
    for (String[] cells : lines(dataSet)) {
      switch (cells[0]) {
        case "files" ->
            sources.add(new DataSource(cells[3], Integer.parseInt(cells[2]), List.of(), ""));
        case "archive" -> {
          var packed = new DataFile.Form(cells[2], Long.parseLong(cells[3]), cells[4]);
          for (String folder : cells[6].split(",", -1)) {
            sources.add(new DataSource(folder, 0, List.of(packed), cells[5]));
          }
        }
        default -> {}
      }
    }
    return sources;
  }

  /** Why a data set cannot be fetched; empty if it can. */
  static String whyNone(String dataSet) {
    return lines(dataSet).stream()
        .filter(cells -> cells[0].equals("none"))
        .map(cells -> cells[2])
        .findFirst()
        .orElse("");
  }

  private static List<String[]> lines(String dataSet) {
    try (InputStream in = DataSource.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> line.split("\t", -1))
          .filter(cells -> cells.length > 1 && cells[1].equals(dataSet))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of sources cannot be read", e);
    }
  }
}
