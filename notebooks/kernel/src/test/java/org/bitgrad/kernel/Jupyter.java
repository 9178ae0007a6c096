package org.bitgrad.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Jupyter of this machine that knows the kernel as it was just compiled. */
final class Jupyter {
  private static final Path MODULE = Path.of("").toAbsolutePath();

  private final String python;
  private final Path spec;

  /** What a command printed, and how it ended. */
  record Result(int status, String output) {}

  private Jupyter(String python, Path spec) {
    this.python = python;
    this.spec = spec;
  }

  /** Installs the kernel below a folder; empty where no Python has Jupyter. */
  static Optional<Jupyter> find(Path folder) throws IOException, InterruptedException {
    String privately = MODULE.resolveSibling(".venv/bin/python").toString();
    for (String python : List.of(privately, "/usr/bin/python3", "python3")) {
      Jupyter jupyter = new Jupyter(python, folder);
      if (jupyter.works()) {
        jupyter.install();
        return Optional.of(jupyter);
      }
    }
    return Optional.empty();
  }

  /** Runs a script of this module, given by its path in it. */
  Result run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(python, MODULE.resolve(script).toString()));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private boolean works() throws InterruptedException {
    try {
      String modules = "import nbclient, nbconvert, nbformat, jupyter_client";
      return run(List.of(python, "-c", modules)).status() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }

  private void install() throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--spec", spec.toString(), "--home", MODULE.toString()));
    arguments.addAll(List.of("--java", Path.of(System.getProperty("java.home")) + "/bin/java"));
    arguments.addAll(List.of("--java-version", "" + Runtime.version().feature()));
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Stream.of(path.split(java.io.File.pathSeparator))
        .filter(entry -> Files.exists(Path.of(entry)))
        .forEach(arguments::add);
    Result result = run("jupyter/kernelspec.py", arguments.toArray(String[]::new));
    if (result.status() != 0) {
      throw new IOException(result.output());
    }
  }

  private Result run(List<String> command) throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("JUPYTER_PATH", spec.toString());
    builder.environment().put("PYTHONUTF8", "1");
    Path output = Files.createTempFile("jupyter", ".log");
    try {
      Process process = builder.redirectOutput(output.toFile()).start();
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("took too long: " + command);
      }
      return new Result(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
