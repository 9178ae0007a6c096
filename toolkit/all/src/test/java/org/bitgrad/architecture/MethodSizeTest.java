package org.bitgrad.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/**
 * Methods stay short: at most 40 lines from the first line of the declaration to the last brace.
 */
class MethodSizeTest {
  private static final int LONGEST = 40;

  @Test
  void noMethodIsLongerThan40Lines() throws IOException {
    Map<String, Integer> tooLong = new TreeMap<>(methodLengths(Sources.ofTheLibraryAndItsTools()));
    tooLong.values().removeIf(lines -> lines <= LONGEST);
    assertEquals(Map.of(), tooLong);
  }

  @Test
  void lengthsAreThoseOfTheSource() throws IOException {
    List<Path> self =
        Sources.all().stream().filter(file -> file.endsWith("MethodSizeTest.java")).toList();
    assertEquals(6, methodLengths(self).get("MethodSizeTest.java:noMethodIsLongerThan40Lines"));
  }

  private static Map<String, Integer> methodLengths(List<Path> files) throws IOException {
    assertTrue(!files.isEmpty(), "no source files found");
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Map<String, Integer> lengths = new TreeMap<>();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, List.of(), null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      for (CompilationUnitTree unit : task.parse()) {
        new LengthScanner(unit, positions, lengths).scan(unit, null);
      }
    }
    return lengths;
  }

  /** Notes each method as file:name; of overloads with the longest one. */
  private static final class LengthScanner extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final Map<String, Integer> lengths;

    LengthScanner(
        CompilationUnitTree unit, SourcePositions positions, Map<String, Integer> lengths) {
      this.unit = unit;
      this.positions = positions;
      this.lengths = lengths;
    }

    @Override
    public Void visitMethod(MethodTree method, Void unused) {
      long first = line(positions.getStartPosition(unit, method));
      long last = line(positions.getEndPosition(unit, method));
      String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
      lengths.merge(file + ":" + method.getName(), (int) (last - first + 1), Math::max);
      return super.visitMethod(method, null);
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }
  }
}
