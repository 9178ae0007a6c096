package org.bitgrad.kernel;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.spencerpark.jupyter.channels.JupyterConnection;
import io.github.spencerpark.jupyter.kernel.KernelConnectionProperties;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Starts the kernel: {@code java -cp ... org.bitgrad.kernel.Main CONNECTION_FILE}.
 *
 * <p>Exits with 2 if the connection file or an entry of the class path is missing: a notebook would
 * otherwise fail later, with an error about a package that does not exist.
 */
public final class Main {
  private static final long EXIT_MILLIS = 500;
  private static final long HALT_MILLIS = 3000;
  private static final long PARENT_MILLIS = 1000;

  private Main() {}

  /**
   * Runs the kernel until Jupyter ends it.
   *
   * @param arguments the connection file that Jupyter wrote
   * @throws IOException if the connection file cannot be read
   * @throws GeneralSecurityException if it asks for an unknown signature
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    PrintStream log = System.err;
    String classPath = System.getProperty("java.class.path");
    Optional<String> problem = problem(arguments, classPath);
    if (problem.isPresent()) {
      log.println("bitgrad kernel: " + problem.get());
      System.exit(2);
    }
    if (lacksFusedMultiplyAdd()) {
      log.println(
          "bitgrad kernel: this processor has no fused multiply-add, or -XX:-UseFMA hides it: the"
              + " numbers are the same, but take about 20 times as long");
    }
    Locale.setDefault(Locale.ROOT);
    // The base library reports every message it handles.
    Logger.getLogger("").setLevel(Level.WARNING);
    // Cells do not read from the keyboard; end of input is better than waiting for ever.
    System.setIn(new ByteArrayInputStream(new byte[0]));

    BoundedLog bounded = new BoundedLog(log);
    JupyterConnection connection =
        new KernelConnection(
            KernelConnectionProperties.parse(Files.readString(Path.of(arguments[0]))), bounded);
    // No limit: a burst of output must not push out the message that a cell has ended.
    connection.getIOPub().setSndHWM(0);
    BitgradKernel kernel = new BitgradKernel(classPath, bounded);
    // Handlers before sockets: a request that meets no handler is lost.
    kernel.start(connection);
    exitWithParent();
    connection.connect();
    connection.waitUntilClose();
    exitSoon();
  }

  /** Without it Java computes the same bits by decimal numbers of any length. */
  static boolean lacksFusedMultiplyAdd() {
    try {
      HotSpotDiagnosticMXBean machine =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return machine != null && machine.getVMOption("UseFMA").getValue().equals("false");
    } catch (IllegalArgumentException e) {
      return false; // another virtual machine, which does not say
    }
  }

  /** What keeps the kernel from starting, in one sentence. */
  static Optional<String> problem(String[] arguments, String classPath) {
    if (arguments.length != 1) {
      return Optional.of("expected one argument, the connection file, got " + arguments.length);
    }
    if (!Files.isReadable(Path.of(arguments[0]))) {
      return Optional.of("connection file '" + arguments[0] + "' cannot be read");
    }
    List<String> missing =
        Stream.of(classPath.split(Pattern.quote(File.pathSeparator)))
            .filter(entry -> !entry.isEmpty() && !entry.endsWith("*"))
            .filter(entry -> !Files.exists(Path.of(entry)))
            .toList();
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of("missing on the class path: " + String.join(", ", missing) + "; build again");
  }

  /** Ends this process once the reply is out, whatever the code of cells does. */
  static void exitSoon() {
    daemon("exit", () -> exitAfter(EXIT_MILLIS, () -> System.exit(0)));
    daemon("halt", () -> exitAfter(HALT_MILLIS, () -> Runtime.getRuntime().halt(0)));
  }

  /** Ends this process when the Jupyter that started it is gone without a word. */
  private static void exitWithParent() {
    String parent = System.getenv("JPY_PARENT_PID");
    if (parent == null || !parent.matches("[1-9][0-9]{0,17}")) {
      return;
    }
    ProcessHandle.of(Long.parseLong(parent))
        .ifPresent(jupyter -> daemon("parent", () -> watch(jupyter)));
  }

  private static void watch(ProcessHandle jupyter) {
    while (jupyter.isAlive()) {
      exitAfter(PARENT_MILLIS, () -> {});
    }
    exitSoon();
  }

  private static void daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void exitAfter(long millis, Runnable exit) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exit.run();
  }
}
