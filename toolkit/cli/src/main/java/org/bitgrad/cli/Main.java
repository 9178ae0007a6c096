package org.bitgrad.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.bitgrad.numeric.FusedMultiplyAdd;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.KnownNames;
import org.bitgrad.random.Shown;
import org.bitgrad.report.Terminal;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

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

  /** What computes, and is slow on machines without fused multiply-add. */
  private static final Set<String> COMPUTE = Set.of("study", "train", "reproduce");

  private static final int FAILED = 1;
  private static final int REFUSED = 2;

  /** Picocli writes no narrower help. */
  private static final int NARROWEST_HELP = 55;

  /** What is allowed stands behind it in the line. */
  private static final int LONGEST_CAUSE = 120;

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
    // Our own texts do without; libraries (the progress bar, the help) format by the default.
    Locale.setDefault(Locale.ROOT);
    Thread worker = Thread.currentThread();
    // Ctrl-C: the command stops, leaves its folder as it should be, and only then the machine ends.
    Thread stop = new Thread(() -> stop(worker), "stop");
    Runtime.getRuntime().addShutdownHook(stop);
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    if (args.length > 1 && COMPUTE.contains(args[0])) {
      FusedMultiplyAdd.warning().ifPresent(warning -> err.println("bitgrad: " + warning));
    }
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
    line.setUsageHelpWidth(Math.max(NARROWEST_HELP, Terminal.width()));
    line.setSubcommandsCaseInsensitive(true).setOptionsCaseInsensitive(true);
    line.setParameterExceptionHandler((e, unused) -> refuse(err, words(e)));
    line.setExecutionExceptionHandler((e, unused, result) -> report(err, e, again(args)));
    try {
      return guarded(err, () -> line.execute(args));
    } catch (LinkageError e) {
      return report(err, e, again(args));
    }
  }

  /** Memory and stack may end anywhere, and the command line does not catch errors. */
  static int guarded(PrintWriter err, IntSupplier work) {
    try {
      return work.getAsInt();
    } catch (OutOfMemoryError | StackOverflowError e) {
      return exhausted(err, e);
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "command is missing");
  }

  private static int refuse(PrintWriter err, String message) {
    return say(err, message, REFUSED);
  }

  /** One line, whatever stands in the message. */
  private static int say(PrintWriter err, String message, int code) {
    err.println(Shown.line("bitgrad: " + (message == null ? "failed" : message.strip())));
    return code;
  }

  private static int exhausted(PrintWriter err, Throwable e) {
    String what =
        e instanceof OutOfMemoryError
            ? "memory of " + Memory.text(Memory.most()) + " is used up; " + Memory.REMEDY
            : "input is nested too deeply for the stack; allowed: less depth, or -Xss in "
                + Memory.OPTIONS;
    return say(err, what + "; checkpoints stay", FAILED);
  }

  /** What ended a command, also if it came from another thread. */
  private static Throwable root(Throwable e) {
    Throwable cause = e;
    for (int depth = 0; depth < 20 && cause.getCause() != null; depth++) {
      if (isExhausted(cause)) {
        return cause;
      }
      cause = cause.getCause();
    }
    return cause;
  }

  /** Other errors of the machine are not about sizes: without fonts there is an internal one. */
  private static boolean isExhausted(Throwable e) {
    return e instanceof OutOfMemoryError || e instanceof StackOverflowError;
  }

  static int report(PrintWriter err, Throwable e, String again) {
    Throwable root = root(e);
    if (isExhausted(root)) {
      return exhausted(err, root);
    }
    if (e instanceof IllegalArgumentException && !Failures.isInterrupt(e)) {
      return refuse(err, e.getMessage());
    }
    Optional<String> words = Failures.words(e, again);
    if (words.isPresent()) {
      say(err, words.get(), FAILED);
    } else {
      err.println("bitgrad: failed");
      e.printStackTrace(err);
    }
    err.flush();
    return FAILED;
  }

  /** What goes on with a run that was stopped. */
  private static String again(String... args) {
    return args.length > 0 && args[0].equalsIgnoreCase("train")
        ? "the same command with --resume"
        : "the same command";
  }

  /** A mistake on the command line in one line: what, and what is allowed instead. */
  private static String words(ParameterException e) {
    CommandSpec command = e.getCommandLine().getCommandSpec();
    String message =
        Shown.cut(e.getMessage().strip().lines().findFirst().orElse(""), LONGEST_CAUSE);
    if (e instanceof MissingParameterException) {
      return message + "; allowed: " + usage(command);
    }
    List<String> known =
        command.subcommands().isEmpty()
            ? command.options().stream().map(OptionSpec::longestName).toList()
            : Stream.concat(
                    command.subcommands().keySet().stream(),
                    command.options().stream().map(OptionSpec::longestName))
                .toList();
    String written = "";
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      written = unmatched.getUnmatched().get(0).replaceAll("=.*", "");
    }
    return message + "; allowed: " + String.join(", ", known) + KnownNames.hint(written, known);
  }

  private static String usage(CommandSpec command) {
    return command.commandLine().getHelp().synopsis(0).replaceAll("\\s+", " ").strip();
  }
}
