package org.bitgrad.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.problem.Problem;

/**
 * A problem read from JSON: a network with its data, or a function of bits. The layouts are
 * described by {@code case.schema.json}.
 *
 * @param problem the expected loss
 * @param sha256 checksum of the file
 */
record CaseFile(Problem problem, String sha256) {
  private static final List<String> FIELDS = both(NetworkCase.FIELDS, FunctionCase.FIELDS);
  private static final List<String> BESIDE = both(NetworkCase.BESIDE, FunctionCase.BESIDE);

  /**
   * Reads and checks a case.
   *
   * @throws Refusal if the file cannot be read or a field is wrong
   */
  static CaseFile read(Path file) {
    JsonFile json = JsonFile.read("CASE", file);
    Field root = json.root();
    boolean network = root.child("network").given();
    boolean function =
        root.child("case").given() || root.child("f_table").given() || root.child("logits").given();
    if (!network && !function) {
      root.only(FIELDS, BESIDE);
    }
    if (network == function) {
      throw Refusal.of(
          "CASE",
          file,
          (network ? "not both" : "one of")
              + " a network (field network) and a function of bits (fields case, logits, f_table)");
    }
    Problem problem = network ? new NetworkCase(root).problem() : new FunctionCase(root).problem();
    return new CaseFile(problem, json.sha256());
  }

  private static List<String> both(List<String> network, List<String> function) {
    return Stream.concat(network.stream(), function.stream()).distinct().toList();
  }
}
