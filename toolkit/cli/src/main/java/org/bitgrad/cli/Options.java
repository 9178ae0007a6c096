package org.bitgrad.cli;

import java.util.ArrayList;
import java.util.List;

/** Reads the values of options; each refusal names the option, the value and the range. */
final class Options {
  private Options() {}

  static int integer(String name, String text, int low, int high) {
    return (int) integer(name, text, (long) low, high);
  }

  static long integer(String name, String text, long low, long high) {
    String allowed = "a whole number, " + low + " to " + high;
    try {
      long value = Long.parseLong(text);
      if (value >= low && value <= high) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw Refusal.of(name, text, allowed);
    }
    throw Refusal.of(name, text, allowed);
  }

  /** Ascending whole numbers between commas, each 1 to the number of trials. */
  static List<Integer> samples(String name, String text, int trials) {
    String allowed = "ascending whole numbers between commas, each 1 to " + trials + " (--trials)";
    List<Integer> samples = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      int last = samples.isEmpty() ? 0 : samples.get(samples.size() - 1);
      int value;
      try {
        value = Integer.parseInt(part.strip());
      } catch (NumberFormatException e) {
        throw Refusal.of(name, text, allowed);
      }
      if (value <= last || value > trials) {
        throw Refusal.of(name, text, allowed);
      }
      samples.add(value);
    }
    return samples;
  }
}
