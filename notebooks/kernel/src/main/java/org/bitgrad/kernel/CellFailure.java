package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Why a cell failed, in the three parts that Jupyter shows: the name of the error, its message and
 * the lines of a traceback.
 */
final class CellFailure extends Exception {
  private static final long serialVersionUID = 1L;

  /** Simple name of the error, e.g. {@code AssertionError} or {@code CompileError}. */
  private final String name;

  /** The traceback, one element per line; kept as an array because exceptions are serialisable. */
  private final String[] trace;

  CellFailure(String name, String message, List<String> trace) {
    super(message);
    this.name = name;
    this.trace = trace.toArray(String[]::new);
  }

  /** The failure of a cell that the user interrupted. */
  static CellFailure interrupted(String message) {
    return new CellFailure("Interrupted", message, List.of(Style.heading("Interrupted", message)));
  }

  /** The failure of a cell whose evaluation itself broke: the compiler, or memory. */
  static CellFailure internal(Throwable thrown) {
    String name = thrown.getClass().getSimpleName();
    String message = String.valueOf(thrown.getMessage());
    List<String> trace = new ArrayList<>();
    trace.add(Style.heading(name, message));
    trace.add("    while the cell was compiled or started");
    Arrays.stream(thrown.getStackTrace()).limit(20).forEach(f -> trace.add("    at " + f));
    return new CellFailure(name, message, trace);
  }

  String name() {
    return name;
  }

  List<String> trace() {
    return List.of(trace);
  }
}
