package org.bitgrad.kernel;

import java.io.PrintStream;
import java.util.Objects;

/**
 * What the kernel has to say to whoever started it: short lines, and not without an end. A client
 * that sends nothing but broken messages fills no disk.
 */
final class BoundedLog {
  /** So many lines are printed; from then on only how many there were, at each doubling. */
  static final int MOST_LINES = 50;

  private static final int MOST_CHARACTERS = 300;
  private static final int MOST_LOOSE_BYTES = 1 << 18;

  private final PrintStream out;
  private long lines;
  private int looseBytes;

  BoundedLog(PrintStream out) {
    this.out = Objects.requireNonNull(out, "out");
  }

  /** Prints one line. */
  synchronized void say(String what) {
    lines++;
    if (lines <= MOST_LINES) {
      String line = what.replaceAll("\\p{Cntrl}+", " ");
      boolean fits = line.length() <= MOST_CHARACTERS;
      String cut = fits ? line : line.substring(0, MOST_CHARACTERS) + "\u2026";
      out.println("bitgrad kernel: " + cut);
    } else if (Long.bitCount(lines) == 1) {
      out.println("bitgrad kernel: " + lines + " lines so far, of which most are left out");
    }
  }

  /** Prints what code of cells printed while no cell ran. */
  synchronized void loose(byte[] bytes, int offset, int length) {
    if (looseBytes < 0) {
      return;
    }
    out.write(bytes, offset, Math.min(length, MOST_LOOSE_BYTES - looseBytes));
    looseBytes += length;
    if (looseBytes >= MOST_LOOSE_BYTES || looseBytes < 0) {
      looseBytes = -1;
      out.println();
      say("threads of cells go on printing; the rest is left out");
    }
  }
}
