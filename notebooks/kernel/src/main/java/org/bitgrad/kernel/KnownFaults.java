package org.bitgrad.kernel;

import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says what to do about correct Java that JShell or a class file does not take: its own messages
 * name a symptom only.
 */
final class KnownFaults {
  private static final Pattern NO_PACKAGE = Pattern.compile("package ([\\w.]+) does not exist.*");

  private KnownFaults() {}

  /**
   * A remedy in one line.
   *
   * @param code of the compiler's message
   * @param message of the compiler
   * @param declared whether the notebook declares a class of this name
   * @return the remedy, empty if there is none to give
   */
  static String remedy(String code, String message, Predicate<String> declared) {
    return switch (code.replaceFirst("^compiler\\.err\\.", "")) {
      case "sealed.class.must.have.subclasses",
          "cant.inherit.from.sealed",
          "non.sealed.with.no.sealed.supertype" ->
          "JShell compiles declarations one by one: name the subtypes after `permits` and declare"
              + " them in the same cell, or nest them in the sealed type";
      case "invalid.canonical.constructor.in.record" ->
          message.contains("stronger access")
              ? "JShell makes every declaration public: write `public` before the constructor"
              : "";
      case "doesnt.exist" -> members(message, declared);
      case "limit.string", "limit.string.overflow" ->
          "a class file holds constant strings of up to 65535 bytes: read the text from a file, or"
              + " join shorter strings with String.join";
      case "limit.code", "limit.code.too.large.for.try.stmt", "limit.pool" ->
          "a method holds 64 KB of code and a class 65535 constants: cut it into several, or read"
              + " the data from a file";
      default -> "";
    };
  }

  /** A remedy for references that no cell has resolved. */
  static String unresolved() {
    return "declarations that need each other belong into one cell";
  }

  private static String members(String message, Predicate<String> declared) {
    Matcher matcher = NO_PACKAGE.matcher(message.lines().findFirst().orElse(""));
    return matcher.matches() && declared.test(matcher.group(1))
        ? "JShell does not see the members of a class that is compiled together with this one:"
            + " nest both classes in one outer class"
        : "";
  }
}
