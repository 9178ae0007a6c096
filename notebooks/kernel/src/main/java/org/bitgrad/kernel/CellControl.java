package org.bitgrad.kernel;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import jdk.jshell.execution.LocalExecutionControl;
import jdk.jshell.spi.ExecutionControl;
import jdk.jshell.spi.SPIResolutionException;

/**
 * Runs the code of cells inside the kernel's own virtual machine, on a thread that can be
 * interrupted.
 *
 * <p>An interrupt goes three steps. First {@link Thread#interrupt}, which the library's loops and
 * every blocking call obey. Code that still runs after {@link #GRACE_MILLIS} is stopped by force:
 * by {@code Thread.stop} where the JDK still has it, else by the check that JShell weaves into the
 * loops of snippets since JDK 20. Code that survives even that is left behind on its daemon thread
 * after {@link #ABANDON_MILLIS}, so that the next cell runs in any case.
 */
final class CellControl extends LocalExecutionControl {
  /** How long interrupted code may take to end by itself. */
  static final long GRACE_MILLIS = 700;

  /** How long code that was stopped by force may take to end. */
  static final long ABANDON_MILLIS = 3000;

  private static final long POLL_MILLIS = 50;
  private static final int FIRST_JDK_THAT_WEAVES = 20;

  /** Time of the interrupt of the running cell, 0 if there was none. Guarded by this. */
  private long interruptedAt;

  /** The thread of the running cell, null between snippets. Guarded by this. */
  private Thread thread;

  private boolean abandoned;
  private Exception broken;
  private Object value;
  private Throwable thrown;

  /** Stands for what a snippet threw, whose own methods are code of the cell and may fail. */
  private static final class SnippetThrew extends Exception {
    private static final long serialVersionUID = 1L;

    SnippetThrew() {
      super("see the kernel", null, false, false);
    }
  }

  /** What became of one run: a value, or what was thrown. */
  private static final class Outcome {
    private volatile Object value;
    private volatile Throwable thrown;
  }

  /** Forgets the interrupt of an earlier cell. */
  synchronized void begin() {
    interruptedAt = 0;
    abandoned = false;
    broken = null;
    value = null;
    thrown = null;
  }

  /** Forgets an interrupt that has done its work. */
  synchronized void rest() {
    interruptedAt = 0;
  }

  /** Whether the running cell was interrupted. */
  synchronized boolean interrupted() {
    return interruptedAt != 0;
  }

  /** Whether the interrupted cell did not end, so that its thread was left behind. */
  boolean abandoned() {
    return abandoned;
  }

  /** Why a snippet could not even be started, or null; JShell itself passes over that. */
  Exception broken() {
    return broken;
  }

  /** The value of the last snippet: the object itself, which JShell would show only as text. */
  Object value() {
    return value;
  }

  /** What the last snippet threw, or null. */
  Throwable thrown() {
    return thrown;
  }

  /** Interrupts the running cell; callable from any thread, returns at once. */
  synchronized void interrupt() {
    if (interruptedAt == 0) {
      interruptedAt = System.nanoTime() | 1;
    }
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public void load(ClassBytecodes[] classes)
      throws ClassInstallException, NotImplementedException, EngineTerminationException {
    try {
      super.load(classes);
    } catch (ClassInstallException | NotImplementedException | LinkageError e) {
      broken = e instanceof Exception known ? known : new IllegalStateException(e);
      throw e;
    }
  }

  @Override
  public String invoke(String className, String methodName)
      throws RunException, InternalException, EngineTerminationException {
    try {
      return super.invoke(className, methodName);
    } catch (InternalException | EngineTerminationException e) {
      broken = e;
      throw e;
    }
  }

  /**
   * Runs one snippet. The value is kept as it is and not returned as text: JShell would otherwise
   * write out every array that a variable is set to.
   */
  @Override
  protected String invoke(Method snippet) throws Exception {
    if (Runtime.version().feature() >= FIRST_JDK_THAT_WEAVES) {
      // Defines the class that woven checks call, and clears its flag.
      Method nothing = CellControl.class.getDeclaredMethod("nothing");
      nothing.setAccessible(true);
      super.invoke(nothing);
    }
    ClassLoader loader = snippet.getDeclaringClass().getClassLoader();
    // Cells assert their claims; this must not hang on a flag of the virtual machine.
    loader.setDefaultAssertionStatus(true);
    try {
      value = onCellThread(() -> snippet.invoke(null), loader);
    } catch (InvocationTargetException e) {
      thrown = e.getCause();
      throw tellsOfMissingReferences(thrown)
          ? e
          : new InvocationTargetException(new SnippetThrew());
    }
    return "";
  }

  /** Whether JShell has to see this to name the reference that was missing. */
  private static boolean tellsOfMissingReferences(Throwable thrown) {
    try {
      Throwable cause = thrown;
      for (int depth = 0; cause != null && depth < 20; depth++) {
        if (cause instanceof SPIResolutionException) {
          return true;
        }
        cause = cause.getCause();
      }
    } catch (RuntimeException | Error e) {
      return false;
    }
    return false;
  }

  /** Called through reflection by the superclass, see {@link #invoke}. */
  static void nothing() {}

  /**
   * Runs code as a cell runs: on its own thread, which an interrupt reaches.
   *
   * @throws ExecutionControl.StoppedException if the cell was interrupted
   * @throws InvocationTargetException with what the code threw as its cause
   */
  <T> T onCellThread(Callable<T> code, ClassLoader loader) throws Exception {
    Outcome outcome = new Outcome();
    Thread runner = new Thread(() -> run(code, outcome), "cell");
    runner.setDaemon(true);
    runner.setContextClassLoader(loader);
    synchronized (this) {
      if (interruptedAt != 0) {
        throw new ExecutionControl.StoppedException();
      }
      thread = runner;
    }
    runner.start();
    try {
      await(runner);
    } finally {
      synchronized (this) {
        thread = null;
      }
    }
    if (interrupted()) {
      throw new ExecutionControl.StoppedException();
    }
    if (outcome.thrown != null) {
      throw new InvocationTargetException(outcome.thrown);
    }
    @SuppressWarnings("unchecked")
    T result = (T) outcome.value;
    return result;
  }

  private static void run(Callable<?> code, Outcome outcome) {
    try {
      outcome.value = code.call();
    } catch (InvocationTargetException e) {
      outcome.thrown = e.getCause();
    } catch (Throwable e) {
      outcome.thrown = e;
    }
  }

  private void await(Thread runner) throws EngineTerminationException {
    boolean forced = false;
    while (!KernelThread.joined(runner, POLL_MILLIS)) {
      long waited = sinceInterrupt();
      if (waited >= GRACE_MILLIS && !forced && runner.isAlive()) {
        forced = true;
        force(runner);
      }
      if (waited >= GRACE_MILLIS + ABANDON_MILLIS && runner.isAlive()) {
        abandoned = true;
        return;
      }
    }
  }

  private synchronized long sinceInterrupt() {
    return interruptedAt == 0
        ? -1
        : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - interruptedAt);
  }

  @SuppressWarnings("deprecation") // the only way on JDK 17 to end a loop that checks nothing
  private void force(Thread runner) throws EngineTerminationException {
    try {
      runner.stop();
    } catch (UnsupportedOperationException | NoSuchMethodError newerJdk) {
      try {
        super.stop();
      } catch (InternalException e) {
        throw new IllegalStateException("cannot stop the cell: " + e.getMessage(), e);
      }
    }
  }
}
