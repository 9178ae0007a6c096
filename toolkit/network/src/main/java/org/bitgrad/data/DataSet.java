package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A data set: its files with their checksums, and the folders of other tools that may hold it.
 *
 * @param name name, also of its folder below a root
 * @param what content and sizes, training / test
 * @param layouts folders below a root that other tools use
 * @param caches folders of other tools, relative to the user's home
 * @param files its files
 */
public record DataSet(
    String name, String what, List<String> layouts, List<String> caches, List<DataFile> files) {
  /**
   * Copies the lists.
   *
   * @param name name, also of its folder below a root
   * @param what content and sizes, training / test
   * @param layouts folders below a root that other tools use
   * @param caches folders of other tools, relative to the user's home
   * @param files its files
   */
  public DataSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(what, "what");
    layouts = List.copyOf(layouts);
    caches = List.copyOf(caches);
    files = List.copyOf(files);
  }

  /**
   * What was found of a data set.
   *
   * @param state {@code present}, {@code missing}, or what is wrong with a copy
   * @param place folder of the copy, empty if there is none
   */
  public record Finding(String state, String place) {
    /** {@return whether every file is there and undamaged} */
    public boolean present() {
      return state.equals("present");
    }
  }

  /**
   * Looks for the data set: below each root, then in the folders of other tools. The first complete
   * and undamaged copy counts; checksums are computed, so this reads all files.
   *
   * @param roots folders that hold a folder per data set
   * @return where it is, or what is wrong with the first copy that was found
   */
  public Finding find(List<Path> roots) {
    Finding best = new Finding("missing", "");
    for (Path place : places(roots)) {
      if (Files.isDirectory(place)) {
        List<DataFile.Inspection> bad =
            inspect(place).values().stream().filter(DataFile.Inspection::bad).toList();
        if (bad.isEmpty()) {
          return new Finding("present", place.toString());
        }
        if (best.place().isEmpty()) {
          best = new Finding(bad.get(0).problem(), place.toString());
        }
      }
    }
    return best;
  }

  private List<Path> places(List<Path> roots) {
    List<Path> places = new ArrayList<>();
    for (Path root : roots) {
      places.add(root.resolve(name));
      layouts.forEach(layout -> places.add(root.resolve(layout)));
    }
    Path home = Path.of(System.getProperty("user.home"));
    caches.forEach(cache -> places.add(home.resolve(cache)));
    return places;
  }

  /**
   * {@return the folders that may hold it: below {@code DIR}, a root, and below the user's home}
   */
  public List<String> lookedIn() {
    List<String> folders = new ArrayList<>(List.of("DIR/" + name));
    layouts.forEach(layout -> folders.add("DIR/" + layout));
    caches.forEach(cache -> folders.add("~/" + cache));
    return folders;
  }

  /** {@return the command that fetches it, or why there is none} */
  public String howToGet() {
    String why = DataSource.whyNone(name);
    return why.isEmpty()
        ? "bitgrad data fetch " + name + " --into DIR, then set BITGRAD_DATA=DIR"
        : "no public place has these files: " + why;
  }

  private Map<String, DataFile.Inspection> inspect(Path folder) {
    Map<String, DataFile.Inspection> found = new LinkedHashMap<>();
    files.forEach(file -> found.put(file.name(), file.inspect(folder)));
    return found;
  }

  /**
   * The files of the copy that {@link #find} finds.
   *
   * @param roots folders that hold a folder per data set
   * @return path by {@link DataFile#name}; the file there may be in another form
   * @throws MissingDataException if there is no copy; the message says where it was looked for
   * @throws DamagedDataException if there are only incomplete or damaged copies; the message says
   *     what was expected
   */
  public Map<String, Path> open(List<Path> roots) throws IOException {
    String problem = "";
    for (Path place : places(roots)) {
      if (Files.isDirectory(place)) {
        Map<String, DataFile.Inspection> found = inspect(place);
        List<DataFile.Inspection> bad =
            found.values().stream().filter(DataFile.Inspection::bad).toList();
        if (bad.isEmpty()) {
          Map<String, Path> paths = new LinkedHashMap<>();
          found.forEach((file, inspected) -> paths.put(file, inspected.path()));
          return paths;
        }
        problem = problem.isEmpty() ? place + " is " + bad.get(0).detail() : problem;
      }
    }
    if (!problem.isEmpty()) {
      throw new DamagedDataException("data set " + name + " in " + problem);
    }
    throw new MissingDataException(
        ("data set %s is missing; name a folder that holds %s/%s"
                + " as -Dbitgrad.data=DIR or in BITGRAD_DATA"
                + (DataSource.whyNone(name).isEmpty()
                    ? ", or fetch it by 'bitgrad data fetch " + name + "'"
                    : "")
                + "; looked in %s")
            .formatted(
                name,
                name,
                files.get(0).name(),
                places(roots).stream().map(Path::toString).collect(Collectors.joining(", "))));
  }
}
