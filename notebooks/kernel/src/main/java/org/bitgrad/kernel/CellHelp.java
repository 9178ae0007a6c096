package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.kernel.ReplacementOptions;
import java.util.List;
import java.util.stream.Collectors;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.SourceCodeAnalysis.Documentation;
import jdk.jshell.SourceCodeAnalysis.Suggestion;

/** What an editor asks about a cell that is being written. */
final class CellHelp {
  private final SourceCodeAnalysis analysis;
  private final CellSplitter splitter;

  CellHelp(JavaSession session) {
    analysis = session.analysis();
    splitter = session.splitter();
  }

  /** What could stand at the cursor; positions count Unicode characters, as Jupyter does. */
  ReplacementOptions complete(String code, int cursor) {
    int at = code.offsetByCodePoints(0, cursor);
    int start = startOfStatement(code, at);
    int[] anchor = {at - start};
    List<String> words =
        analysis.completionSuggestions(code.substring(start), at - start, anchor).stream()
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    return new ReplacementOptions(words, code.codePointCount(0, start + anchor[0]), cursor);
  }

  /** Signatures of what stands at the cursor, one per line; empty if nothing is known. */
  String inspect(String code, int cursor) {
    int at = code.offsetByCodePoints(0, cursor);
    int start = startOfStatement(code, at);
    return analysis.documentation(code.substring(start), at - start, false).stream()
        .map(Documentation::signature)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  private int startOfStatement(String code, int at) {
    int start = 0;
    for (CellSplitter.Part part : splitter.split(code)) {
      if (part.start() >= at) {
        break;
      }
      start = part.start();
    }
    return start;
  }
}
