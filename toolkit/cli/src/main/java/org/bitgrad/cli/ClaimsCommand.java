package org.bitgrad.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.bitgrad.report.Home;
import org.bitgrad.report.Ledger;
import org.bitgrad.report.Scale;
import org.bitgrad.report.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bitgrad claims}: prints a ledger. */
@Command(
    name = "claims",
    mixinStandardHelpOptions = true,
    description = {
      "Prints the verdicts on published claims: totals, then what is not reproduced,",
      "inconclusive or not tested."
    })
final class ClaimsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "DIR",
      description = "a results folder (default: results of the checkout)")
  private Path folder;

  @Option(names = "--all", description = "list also the parts that are reproduced")
  private boolean all;

  @Override
  public Integer call() throws IOException {
    Path from = folder == null ? Home.results(Scale.STANDARD) : folder;
    if (!Files.isRegularFile(from.resolve(Ledger.NAME))) {
      throw Refusal.of("DIR", from, "a folder with " + Ledger.NAME + " (bitgrad reproduce)");
    }
    spec.commandLine().getOut().print(Ledger.read(from).text(all, Terminal.width()));
    spec.commandLine().getOut().flush();
    return 0;
  }
}
