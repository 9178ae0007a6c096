package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of a data set, in every form that counts as the same: packed, unpacked, spelled otherwise.
 *
 * @param forms the usual form first, at least one
 */
public record DataFile(List<Form> forms) {

  /**
   * A form of a file.
   *
   * @param name file name
   * @param bytes length
   * @param checksum SHA-256 of its content, or MD5 if that is all that was published, in
   *     hexadecimal digits
   */
  public record Form(String name, long bytes, String checksum) {}

  /**
   * Copies the list.
   *
   * @param forms the usual form first, at least one
   * @throws IllegalArgumentException if there is none
   */
  public DataFile {
    forms = List.copyOf(forms);
    if (forms.isEmpty()) {
      throw new IllegalArgumentException("forms must have at least 1 form, but has none");
    }
  }

  /** {@return name of the usual form} */
  public String name() {
    return forms.get(0).name();
  }

  /**
   * What a folder holds of the file.
   *
   * @param path the first undamaged form; if there is none, where the usual form is looked for
   * @param problem empty if the file is there, else what is wrong, without expected checksums
   * @param detail the same, with what was expected
   */
  record Inspection(Path path, String problem, String detail) {
    boolean bad() {
      return !problem.isEmpty();
    }
  }

  Inspection inspect(Path folder) {
    Inspection worst = null;
    for (Form form : forms) {
      Inspection found = inspect(form, folder.resolve(form.name()));
      if (!found.bad()) {
        return found;
      }
      // A damaged form says more than a missing one.
      if (worst == null || (Files.exists(found.path()) && !Files.exists(worst.path()))) {
        worst = found;
      }
    }
    return worst;
  }

  private static Inspection inspect(Form form, Path path) {
    if (!Files.isRegularFile(path)) {
      String problem = "incomplete: no " + form.name();
      return new Inspection(path, problem, problem);
    }
    try {
      long bytes = Files.size(path);
      if (bytes != form.bytes()) {
        String problem = "damaged: length of " + form.name();
        return new Inspection(
            path, problem, problem + " is " + bytes + " bytes; expected " + form.bytes());
      }
      String method = Checksum.method(form.checksum());
      String sum = Checksum.of(path, method);
      if (!sum.equals(form.checksum())) {
        String problem = "damaged: " + method + " of " + form.name();
        return new Inspection(
            path, problem, problem + " is " + sum + "; expected " + form.checksum());
      }
      return new Inspection(path, "", "");
    } catch (IOException e) {
      String problem = "unreadable: " + form.name();
      return new Inspection(path, problem, problem + " (" + e + ")");
    }
  }
}
