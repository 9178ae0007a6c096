package org.bitgrad.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bitgrad.random.KnownNames;

/**
 * The data sets that experiments use. None is shipped and none is downloaded unasked (see {@link
 * DataFetch}); they are looked for in {@code -Dbitgrad.data=DIR}, then in {@code BITGRAD_DATA}, in
 * a folder with the data set's name, then in the caches of other tools.
 */
public final class DataSets {
  private static final String RESOURCE = "data-sets.tsv";

  private DataSets() {}

  /** {@return the folders that may hold a folder per data set, most important first} */
  public static List<Path> roots() {
    List<Path> roots = new ArrayList<>();
    for (String named :
        new String[] {System.getProperty("bitgrad.data"), System.getenv("BITGRAD_DATA")}) {
      if (named != null && !named.isEmpty()) {
        roots.add(Path.of(named).toAbsolutePath().normalize());
      }
    }
    return roots;
  }

  /** {@return all known data sets} */
  public static List<DataSet> all() {
    List<DataSet> sets = new ArrayList<>();
    for (String line : lines()) {
      String[] cells = line.split("\t", -1);
      if (cells[0].equals("set")) {
        sets.add(new DataSet(cells[1], cells[2], list(cells[3]), list(cells[4]), List.of()));
      } else if (!cells[0].startsWith("#")) {
        DataSet last = sets.remove(sets.size() - 1);
        List<DataFile> files = new ArrayList<>(last.files());
        List<DataFile.Form> forms = new ArrayList<>();
        if (cells[0].equals("or")) {
          forms.addAll(files.remove(files.size() - 1).forms());
        }
        forms.add(new DataFile.Form(cells[1], Long.parseLong(cells[2]), cells[3]));
        files.add(new DataFile(forms));
        sets.add(new DataSet(last.name(), last.what(), last.layouts(), last.caches(), files));
      }
    }
    return sets;
  }

  /**
   * A data set that is made from a seed, not looked for.
   *
   * @param name name
   * @param what content, and which method makes it
   */
  public record Generated(String name, String what) {}

  /** {@return the data sets that are made from a seed} */
  public static List<Generated> generated() {
    return List.of(
        new Generated("stroke-digits", "drawn digits, 28x28 grey (ImageData.strokeDigits)"),
        new Generated("two-moons", "two half circles in the plane (PlaneData.twoMoons)"),
        new Generated("half-cosine", "two classes in the plane (PlaneData.halfCosine)"));
  }

  /**
   * The data set of a name.
   *
   * @param name as {@code bitgrad data list} shows it
   * @return the data set
   * @throws IllegalArgumentException if there is none; the message lists those that there are
   */
  public static DataSet named(String name) {
    List<DataSet> all = all();
    List<String> names = all.stream().map(DataSet::name).toList();
    return KnownNames.find(name, names)
        .map(found -> all.get(names.indexOf(found)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "name is '%s'; allowed: %s".formatted(name, KnownNames.allowed(name, names))));
  }

  private static List<String> list(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(","));
  }

  private static List<String> lines() {
    try (InputStream in = DataSets.class.getResourceAsStream(RESOURCE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the list of data sets cannot be read", e);
    }
  }
}
