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
    int at = position(code, cursor);
    int start = startOfStatement(code, at);
    int[] anchor = {at - start};
    List<String> words =
        analysis.completionSuggestions(code.substring(start), at - start, anchor).stream()
            .map(Suggestion::continuation)
            .distinct()
            .toList();
    int from = Math.max(0, Math.min(start + anchor[0], at));
    return new ReplacementOptions(words, code.codePointCount(0, from), code.codePointCount(0, at));
  }

  /** Signatures of what stands at the cursor, one per line; empty if nothing is known. */
  String inspect(String code, int cursor) {
    int at = position(code, cursor);
    int start = startOfStatement(code, at);
    return analysis.documentation(code.substring(start), at - start, false).stream()
        .map(Documentation::signature)
        .distinct()
        .collect(Collectors.joining("\n"));
  }

  /** Where a cursor stands in the text: clients may say anything. */
  private static int position(String code, int cursor) {
    int most = code.codePointCount(0, code.length());
    return code.offsetByCodePoints(0, Math.max(0, Math.min(cursor, most)));
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
