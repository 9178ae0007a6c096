package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A data set: its files with their checksums, and the folders of other tools that may hold it.
 *
 * @param name name, also of its folder below a root
 * @param what content and sizes, training / test
 * @param layouts folders below a root that other tools use
 * @param caches folders of other tools, relative to the user's home
 * @param files SHA-256 by file name
 */
public record DataSet(
    String name,
    String what,
    List<String> layouts,
    List<String> caches,
    Map<String, String> files) {

  /**
   * Copies lists and map.
   *
   * @param name name, also of its folder below a root
   * @param what content and sizes, training / test
   * @param layouts folders below a root that other tools use
   * @param caches folders of other tools, relative to the user's home
   * @param files SHA-256 by file name
   */
  public DataSet {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(what, "what");
    layouts = List.copyOf(layouts);
    caches = List.copyOf(caches);
    files = new LinkedHashMap<>(files);
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
    List<Path> places = new ArrayList<>();
    for (Path root : roots) {
      places.add(root.resolve(name));
      layouts.forEach(layout -> places.add(root.resolve(layout)));
    }
    Path home = Path.of(System.getProperty("user.home"));
    caches.forEach(cache -> places.add(home.resolve(cache)));
    Finding best = new Finding("missing", "");
    for (Path place : places) {
      if (Files.isDirectory(place)) {
        Finding found = new Finding(state(place), place.toString());
        if (found.present()) {
          return found;
        }
        best = best.place().isEmpty() ? found : best;
      }
    }
    return best;
  }

  private String state(Path folder) {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!Files.isRegularFile(path)) {
        return "incomplete: no " + file.getKey();
      }
      try {
        if (!Sha256.of(path).equals(file.getValue())) {
          return "damaged: SHA-256 of " + file.getKey();
        }
      } catch (IOException e) {
        return "unreadable: " + file.getKey();
      }
    }
    return "present";
  }
}
