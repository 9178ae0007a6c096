package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The command line in a virtual machine of its own, with its messages.
 *
 * @param process the machine, or a shell that starts it
 * @param log where both of its streams go
 */
record JavaProcess(Process process, Path log) {
  private static final int PATIENCE_SECONDS = 120;

  /** For short processes, whose parallel collectors cost more than they give. */
  static final List<String> SHORT = List.of("-Xshare:auto", "-XX:-UsePerfData", "-XX:+UseSerialGC");

  /** A study of the network example. */
  static List<String> study(Path out, List<String> options) {
    List<String> args = new ArrayList<>();
    args.add("study");
    args.add(CommandLineRun.example("network.json").toString());
    args.addAll(options);
    args.addAll(List.of("--out", out.toString()));
    return args;
  }

  /** The words that start the command line, for a shell too. */
  static List<String> command(List<String> jvmOptions, List<String> args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Main.class.getName());
    command.addAll(args);
    return command;
  }

  static JavaProcess start(Path log, List<String> command) throws IOException {
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    return new JavaProcess(process, log);
  }

  /** Waits for the end; gives what was printed. */
  String finish() throws IOException, InterruptedException {
    assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the process does not end");
    return Files.readString(log, StandardCharsets.UTF_8);
  }

  int code() {
    return process.exitValue();
  }
}
