package org.bitgrad.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jshell.Snippet;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.SnippetWrapper;

/**
 * Where running code stands in the cells.
 *
 * <p>JShell compiles each snippet inside a class that it makes up. Its own translation of lines
 * back to the snippet goes wrong where white space, comments or another declarator come first, so
 * the lines of each made-up class are kept here, character by character.
 */
final class SnippetLines {
  private static final Pattern WRAPPER =
      Pattern.compile("(REPL\\.\\$JShell\\$[0-9A-Za-z]+)(?:\\$(.*))?");

  private static final Pattern OWNER = Pattern.compile("REPL\\.\\$JShell\\$[0-9A-Za-z]+[$.]");

  private final SourceCodeAnalysis analysis;
  private final Map<String, Place> places = new HashMap<>();
  private final Map<String, List<Code>> codes = new HashMap<>();

  /**
   * Where a snippet stands.
   *
   * @param cell the number of its cell
   * @param source the whole cell
   * @param offset position of the snippet's first character in it
   */
  record Place(int cell, String source, int offset) {}

  /** A line of a cell, from 1. */
  record Line(int cell, int number, String text) {}

  /** The lines of a cell by those of a compiled class, without lines that JShell made up. */
  private record Code(Place place, NavigableMap<Integer, Integer> lines) {}

  SnippetLines(SourceCodeAnalysis analysis) {
    this.analysis = analysis;
  }

  /** Remembers where a snippet stands. */
  void locate(Snippet snippet, Place place) {
    places.put(snippet.id(), place);
  }

  Optional<Place> placeOf(Snippet snippet) {
    return Optional.ofNullable(places.get(snippet.id()));
  }

  /** Remembers the lines of a snippet as it was compiled just now. */
  void compiled(Snippet snippet) {
    Place place = places.get(snippet.id());
    boolean runs =
        snippet.kind() != Snippet.Kind.IMPORT && snippet.kind() != Snippet.Kind.ERRONEOUS;
    if (place == null || !runs) {
      return;
    }
    SnippetWrapper wrapper = analysis.wrapper(snippet);
    List<Code> known = codes.computeIfAbsent(wrapper.fullClassName(), name -> new ArrayList<>());
    known.add(0, new Code(place, linesOf(wrapper, place)));
  }

  private static NavigableMap<Integer, Integer> linesOf(SnippetWrapper wrapper, Place place) {
    String text = wrapper.wrapped();
    NavigableMap<Integer, Integer> lines = new TreeMap<>();
    int line = lineAt(text, text.length());
    // From behind: in a declaration the name decides, as for the compiler, and not the type.
    for (int i = text.length() - 1; i >= 0; i--) {
      if (text.charAt(i) == '\n') {
        line--;
      } else if (!lines.containsKey(line) && isOwn(wrapper, text, i)) {
        int position = place.offset() + wrapper.wrappedToSourcePosition(i);
        lines.put(line, lineAt(place.source(), position));
      }
    }
    return lines;
  }

  /**
   * Whether a character of the class is one of the snippet: it is the same there, and the one
   * before it stands elsewhere. What JShell made up stands all in one place of the snippet.
   */
  private static boolean isOwn(SnippetWrapper wrapper, String text, int position) {
    int at = wrapper.wrappedToSourcePosition(position);
    String source = wrapper.source();
    return !Character.isWhitespace(text.charAt(position))
        && at >= 0
        && at < source.length()
        && source.charAt(at) == text.charAt(position)
        && (position == 0 || wrapper.wrappedToSourcePosition(position - 1) != at);
  }

  /** The line of a cell that a frame runs; empty if it is not the code of a cell. */
  Optional<Line> lineOf(StackTraceElement frame) {
    Matcher matcher = WRAPPER.matcher(frame.getClassName());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    List<Code> candidates = codes.getOrDefault(matcher.group(1), List.of());
    return Stream.concat(
            candidates.stream().filter(code -> code.lines().containsKey(frame.getLineNumber())),
            candidates.stream())
        .findFirst()
        .flatMap(code -> lineOf(code, frame.getLineNumber()));
  }

  private static Optional<Line> lineOf(Code code, int compiled) {
    // Lines that JShell made up belong to what stands before them.
    Map.Entry<Integer, Integer> before = code.lines().floorEntry(compiled);
    Map.Entry<Integer, Integer> found = before == null ? code.lines().firstEntry() : before;
    if (found == null) {
      return Optional.empty();
    }
    int number = found.getValue();
    String text = code.place().source().lines().skip(number - 1L).findFirst().orElse("");
    return Optional.of(new Line(code.place().cell(), number, text));
  }

  /** Whether a frame is the first of a snippet. */
  static boolean isTopLevel(StackTraceElement frame) {
    return frame.getMethodName().startsWith("do_it$")
        && WRAPPER.matcher(frame.getClassName()).matches();
  }

  /** What a method of a cell is called in it; empty for code outside methods and for lambdas. */
  static String methodName(StackTraceElement frame) {
    String method = frame.getMethodName();
    if (method.isEmpty() || method.startsWith("do_it$") || method.contains("lambda$")) {
      return "";
    }
    String owner = className(frame.getClassName());
    boolean named = !owner.equals(frame.getClassName()) && owner.matches("[\\p{L}_][\\w.]*");
    return switch (method) {
      case "<init>" -> named ? "new " + owner + "()" : "";
      case "<clinit>" -> named ? "static part of " + owner : "";
      default -> (named ? owner + "." : "") + method + "()";
    };
  }

  /** The name of a class as cells write it. */
  static String className(String binaryName) {
    Matcher matcher = WRAPPER.matcher(binaryName);
    boolean own = matcher.matches() && matcher.group(2) != null;
    return own ? matcher.group(2).replace('$', '.') : binaryName;
  }

  /** A text in which classes of cells have the names that cells give them. */
  static String plainNames(String text) {
    return text.contains("$JShell$") ? OWNER.matcher(text).replaceAll("") : text;
  }

  /** The line, from 1, of a position. */
  static int lineAt(String source, int position) {
    return 1 + (int) source.chars().limit(position).filter(c -> c == '\n').count();
  }
}
