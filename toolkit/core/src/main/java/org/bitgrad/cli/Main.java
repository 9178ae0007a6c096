package org.bitgrad.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.stream.Collectors;
import org.bitgrad.analysis.StudyInterruptedException;
import org.bitgrad.report.NoFontsException;
import org.bitgrad.train.TrainingInterruptedException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code bitgrad}. */
@Command(
    name = "bitgrad",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "Gradient estimators for losses of Bernoulli random variables.",
    subcommands = {
      StudyCommand.class,
      TrainCommand.class,
      ReproduceCommand.class,
      EstimatorsCommand.class,
      ClaimsCommand.class,
      DataCommand.class
    })
public final class Main implements Runnable {

  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  @Spec private CommandSpec spec;

  Main() {}

  /** The version of the jar. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Main.class.getPackage().getImplementationVersion();
      return new String[] {"bitgrad " + (version == null ? "(not packaged)" : version)};
    }
  }

  /**
   * Runs a command and ends the virtual machine with its exit code.
   *
   * @param args command and options
   */
  public static void main(String[] args) {
    Thread worker = Thread.currentThread();
    // Ctrl-C: the command stops, leaves its folder as it should be, and only then the machine ends.
    Thread stop = new Thread(() -> stop(worker), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int code = run(out, err, args);
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      return; // the machine is ending already, and waits for this thread
    }
    System.exit(code);
  }

  private static void stop(Thread worker) {
    worker.interrupt();
    try {
      worker.join(10_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs a command.
   *
   * @param out where results go
   * @param err where messages go
   * @param args command and options
   * @return exit code
   */
  static int run(PrintWriter out, PrintWriter err, String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setOut(out).setErr(err).setExpandAtFiles(false);
    line.setParameterExceptionHandler((e, unused) -> refuse(err, words(e)));
    line.setExecutionExceptionHandler((e, unused, result) -> report(err, e));
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "command is missing");
  }

  private static int refuse(PrintWriter err, String message) {
    err.println("bitgrad: " + message.strip().replaceAll("\\s*[\\r\\n]+\\s*", " "));
    return REFUSED;
  }

  private static int report(PrintWriter err, Exception e) {
    if (e instanceof IllegalArgumentException) {
      return refuse(err, e.getMessage());
    }
    if (e instanceof TrainingInterruptedException) {
      err.println("bitgrad: interrupted; the same command with --resume goes on from here");
    } else if (e instanceof StudyInterruptedException || e instanceof InterruptedException) {
      err.println("bitgrad: interrupted; the same command goes on from here");
    } else if (e instanceof FileSystemException) {
      // Its message may be the name of the file only.
      err.println("bitgrad: " + e.getClass().getSimpleName() + ": " + e.getMessage());
    } else if (e instanceof UncheckedIOException
        || e instanceof IOException
        || e instanceof NoFontsException
        || e instanceof ArithmeticException) {
      err.println("bitgrad: " + e.getMessage());
    } else {
      err.println("bitgrad: failed");
      e.printStackTrace(err);
    }
    return FAILED;
  }

  /** A mistake on the command line in one line: what, and what is allowed instead. */
  private static String words(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String message = e.getMessage().lines().findFirst().orElse("");
    if (e instanceof MissingParameterException) {
      return message + "; allowed: " + usage(command);
    }
    String allowed =
        command.subcommands().isEmpty()
            ? command.options().stream()
                .map(OptionSpec::longestName)
                .collect(Collectors.joining(", "))
            : String.join(", ", command.subcommands().keySet());
    return message + "; allowed: " + allowed;
  }

  private static String usage(CommandSpec command) {
    return command.commandLine().getHelp().synopsis(0).replaceAll("\\s+", " ").strip();
  }
}
