package org.bitgrad.kernel;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import jdk.jshell.DeclarationSnippet;
import jdk.jshell.JShell;
import jdk.jshell.JShellException;
import jdk.jshell.Snippet;
import jdk.jshell.Snippet.Status;
import jdk.jshell.SnippetEvent;
import jdk.jshell.SourceCodeAnalysis;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.ExecutionControlProvider;
import jdk.jshell.spi.ExecutionEnv;

/**
 * Evaluates the cells of one notebook: what one cell declares, the next ones see.
 *
 * <p>The code runs in this virtual machine with this class path. The imports that {@code jshell}
 * starts with are in place, as in other Java kernels.
 */
final class JavaSession implements AutoCloseable {
  private static final List<String> IMPORTED =
      List.of(
          "java.io",
          "java.math",
          "java.net",
          "java.nio.file",
          "java.util",
          "java.util.concurrent",
          "java.util.function",
          "java.util.prefs",
          "java.util.regex",
          "java.util.stream");

  private final CellControl control = new CellControl();
  private final JShell shell;
  private final CellSplitter splitter;
  private final CellErrors errors;
  private final ThrownErrors thrown;
  private final SnippetLines lines;
  private final CompilerReset compilers = new CompilerReset();

  /** Opens a session on a class path (entries separated as the platform separates them). */
  JavaSession(String classPath) {
    shell =
        JShell.builder()
            .executionEngine(new InProcess(), Map.of())
            .fileManager(compilers::around)
            .compilerOptions("-classpath", classPath, "-Xlint:none")
            .build();
    splitter = new CellSplitter(shell.sourceCodeAnalysis());
    lines = new SnippetLines(shell.sourceCodeAnalysis());
    errors = new CellErrors(shell, lines);
    thrown = new ThrownErrors(shell, lines);
    for (String name : IMPORTED) {
      shell.eval("import " + name + ".*;");
    }
  }

  /** Hands JShell the control of this session. */
  private final class InProcess implements ExecutionControlProvider {
    @Override
    public String name() {
      return "bitgrad";
    }

    @Override
    public ExecutionControl generate(ExecutionEnv environment, Map<String, String> parameters) {
      return control;
    }
  }

  /**
   * Evaluates a cell.
   *
   * @param cell its source
   * @param number its number, for error messages
   * @return how its last expression is shown, empty where that ends with a semicolon, is an
   *     assignment or has no value
   * @throws CellFailure if it does not compile, throws, or was interrupted
   */
  Optional<Shown> show(String cell, int number) throws CellFailure {
    control.begin();
    // Java takes all three ends of a line for one; so do line numbers from here on.
    String source = cell.replace("\r\n", "\n").replace('\r', '\n');
    errors.begin(source, number);
    int tooDeep = Nesting.tooDeepAt(source);
    if (tooDeep >= 0) {
      throw errors.tooDeep(tooDeep);
    }
    try {
      return CompilerThread.call(() -> evaluate(source));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CellFailure failure) {
        throw failure;
      }
      // Code of cells overflows a stack of its own: this was the compiler.
      throw isOverflow(e.getCause()) ? errors.tooDeep(0) : CellFailure.internal(e.getCause());
    }
  }

  /** JShell hands some overflows on as they are, of others only the words. */
  private static boolean isOverflow(Throwable thrown) {
    return String.valueOf(thrown).contains(StackOverflowError.class.getName());
  }

  /** The text alone of what {@link #show} gives. */
  Optional<String> run(String cell, int number) throws CellFailure {
    return show(cell, number).map(Shown::text);
  }

  private Optional<Shown> evaluate(String cell) throws CellFailure {
    List<CellSplitter.Part> parts = splitter.split(cell);
    Set<Snippet> declared = new TreeSet<>((a, b) -> a.id().compareTo(b.id()));
    Snippet last = null;
    for (CellSplitter.Part part : parts) {
      if (!part.complete()) {
        throw errors.incomplete(part);
      }
      for (SnippetEvent event : shell.eval(part.source())) {
        check(event, part);
        if (event.causeSnippet() == null) {
          last = event.snippet();
          declared.add(last);
        }
      }
    }
    checkReferences(declared);
    boolean shown =
        last != null && hasValue(last) && !splitter.endsWithSemicolon(parts.get(parts.size() - 1));
    return shown ? value() : Optional.empty();
  }

  /** Stops the running cell, from another thread. */
  void interrupt() {
    control.interrupt();
  }

  /** Writes out what streams of the cell's own making hold back; they are its code. */
  void flush() {
    try {
      control.onCellThread(
          () -> {
            System.out.flush();
            System.err.flush();
            return null;
          },
          JavaSession.class.getClassLoader());
    } catch (Exception e) {
      // The cell has set them to something that cannot be written to; its output went there.
      return;
    }
  }

  /** Shows the last state of what the library shows now and then. */
  void finish() {
    // An interrupt has ended the cell, not what it has shown so far.
    control.rest();
    try {
      control.onCellThread(
          () -> {
            Values.finish();
            return null;
          },
          JavaSession.class.getClassLoader());
    } catch (ExecutionControl.StoppedException e) {
      return; // interrupted once more: whoever asks for it wants no picture
    } catch (Exception e) {
      // The picture is lost; the cell and what it computed are not.
      Throwable why = e.getCause() == null ? e : e.getCause();
      System.err.println("the last picture cannot be drawn: " + why);
    }
  }

  SourceCodeAnalysis analysis() {
    return shell.sourceCodeAnalysis();
  }

  CellSplitter splitter() {
    return splitter;
  }

  @Override
  public void close() {
    shell.close();
  }

  private void check(SnippetEvent event, CellSplitter.Part part) throws CellFailure {
    if (event.causeSnippet() == null) {
      errors.locate(event.snippet(), part);
    }
    if (errors.exceedsLimits(event.snippet())) {
      CellFailure failure = errors.compile(event.snippet(), part);
      shell.drop(event.snippet());
      compilers.discard(shell);
      throw failure;
    }
    if (event.status().isActive()) {
      lines.compiled(event.snippet());
    }
    if (control.interrupted()) {
      throw CellFailure.interrupted(
          control.abandoned()
              ? "the cell did not stop and still runs in the background; restart the kernel"
              : "the cell was stopped");
    }
    if (control.broken() != null) {
      throw CellFailure.internal(control.broken());
    }
    if (event.status() == Status.REJECTED) {
      throw errors.compile(event.snippet(), part);
    }
    if (event.exception() != null) {
      throw described(event.exception());
    }
  }

  /** Messages and causes are code of the cell too: an interrupt must reach them. */
  private CellFailure described(JShellException exception) {
    Throwable raw = control.thrown() == null ? exception : control.thrown();
    try {
      return control.onCellThread(
          () -> thrown.describe(raw, exception), JavaSession.class.getClassLoader());
    } catch (ExecutionControl.StoppedException e) {
      return CellFailure.interrupted("the cell was stopped");
    } catch (Exception e) {
      return CellFailure.internal(e);
    }
  }

  /**
   * JShell accepts declarations whose references are still missing, to be filled in later; in a
   * notebook, whose cells run top to bottom, that is an error of the cell.
   */
  private void checkReferences(Set<Snippet> declared) throws CellFailure {
    for (Snippet snippet : declared) {
      Status status = shell.status(snippet);
      boolean unresolved =
          status == Status.RECOVERABLE_DEFINED || status == Status.RECOVERABLE_NOT_DEFINED;
      if (unresolved && snippet instanceof DeclarationSnippet declaration) {
        throw errors.unresolved(declaration);
      }
    }
  }

  private static boolean hasValue(Snippet snippet) {
    return switch (snippet.subKind()) {
      case VAR_VALUE_SUBKIND, TEMP_VAR_EXPRESSION_SUBKIND, OTHER_EXPRESSION_SUBKIND -> true;
      default -> false;
    };
  }

  /** The value's own text is user code too: it may loop, throw, or be interrupted. */
  private Optional<Shown> value() throws CellFailure {
    Object value = control.value();
    if (value == null) {
      return Optional.empty();
    }
    try {
      ClassLoader loader = value.getClass().getClassLoader();
      return Optional.of(control.onCellThread(() -> Values.of(value), loader));
    } catch (ExecutionControl.StoppedException e) {
      throw CellFailure.interrupted("the cell was stopped");
    } catch (InvocationTargetException e) {
      throw thrown.ofValue(e.getCause());
    } catch (Exception e) {
      throw thrown.ofValue(e);
    }
  }
}
