package org.bitgrad.kernel;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Properties;
import java.util.TimeZone;

/**
 * What a cell finds of its virtual machine: as it was when the kernel started. A cell may change
 * all of it, for itself; what it broke would otherwise break every later cell.
 */
final class CellSurroundings {
  private final InputStream in = System.in;
  private final Locale locale = Locale.getDefault();
  private final Locale display = Locale.getDefault(Locale.Category.DISPLAY);
  private final Locale format = Locale.getDefault(Locale.Category.FORMAT);
  private final TimeZone zone = TimeZone.getDefault();
  private final Thread.UncaughtExceptionHandler handler =
      Thread.getDefaultUncaughtExceptionHandler();
  private final Properties properties = (Properties) System.getProperties().clone();

  /** Puts everything back, with these streams for output. */
  void restore(PrintStream out, PrintStream err) {
    System.setIn(in);
    System.setOut(out);
    System.setErr(err);
    Locale.setDefault(locale);
    Locale.setDefault(Locale.Category.DISPLAY, display);
    Locale.setDefault(Locale.Category.FORMAT, format);
    TimeZone.setDefault(zone);
    Thread.setDefaultUncaughtExceptionHandler(handler);
    // Own properties of a notebook stay; those that the JDK needs come back.
    Properties now = System.getProperties();
    properties.forEach(now::putIfAbsent);
  }
}
