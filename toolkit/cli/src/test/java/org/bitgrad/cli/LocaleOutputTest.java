package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What is printed and written does not depend on the country. The locales have digits of their own
 * (Arabic, Thai), a decimal comma (German), a dotless i (Turkish).
 */
@Isolated("it changes the default locale")
class LocaleOutputTest {
  private static final String FUNCTION = CommandLineRun.example("function.json").toString();
  private static final String RESULTS =
      CommandLineRun.example("../../results").normalize().toString();
  private static final String TRAINING =
      """
      {"network": {"layers": [{"kind": "bernoulli", "units": 3}]},
       "data": {"name": "stroke-digits", "seed": 1, "train": 60, "test": 20, "validation": 20},
       "method": "psa", "precision": "float64", "optimiser": {"kind": "sgd", "rate": 0.1},
       "epochs": 2, "batch": 10, "seeds": [1, 2], "evaluation": {"samples": 10, "every": 1}}
      """;

  private static final Locale BEFORE = Locale.getDefault();

  @TempDir private Path temp;

  @AfterEach
  void restore() {
    Locale.setDefault(BEFORE);
  }

  private List<List<String>> commands() throws IOException {
    Path train = temp.resolve("train.json");
    Files.writeString(train, TRAINING);
    Path wrong = temp.resolve("wrong.json");
    Files.writeString(wrong, TRAINING.replace("\"epochs\": 2", "\"epochs\": 1234567890123"));
    return List.of(
        List.of("study", FUNCTION, "--trials", "40", "--estimators", "psa,arm", "--out", "OUT"),
        List.of("study", FUNCTION, "--budget", "100", "--estimators", "psa,arm", "--out", "OUT"),
        List.of("study", FUNCTION, "--trials", "-1234567", "--out", "OUT"),
        List.of("train", train.toString(), "--out", "OUT"),
        List.of("train", wrong.toString(), "--out", "OUT"),
        List.of("estimators"),
        List.of("claims", RESULTS),
        List.of("data", "list"));
  }

  private List<String> in(Path out, List<String> command) {
    return command.stream().map(word -> word.equals("OUT") ? out.toString() : word).toList();
  }

  /** Each command's exit code, words and files; folders of results are moved away after each. */
  private List<Map<String, String>> inThisMachine(String name) throws IOException {
    List<Map<String, String>> results = new ArrayList<>();
    for (List<String> command : commands()) {
      Path out = temp.resolve("out");
      CommandLineRun run = CommandLineRun.of(in(out, command).toArray(String[]::new));
      results.add(result(command, run.code() + "\n" + run.out() + run.err(), out));
      if (Files.exists(out)) {
        Files.move(out, temp.resolve(name + results.size()));
      }
    }
    return results;
  }

  /** Files with times differ from run to run; of them only the kind of their letters counts. */
  private static Map<String, String> result(List<String> command, String words, Path out)
      throws IOException {
    Map<String, String> result = new TreeMap<>();
    result.put("command", String.join(" ", command.subList(0, 1)));
    result.put("words", words);
    result.putAll(CommandLineRun.contents(out));
    for (String timed : List.of("cost.csv", "times.csv", "manifest.json")) {
      if (result.containsKey(timed)) {
        String text = Files.readString(out.resolve(timed));
        result.put(timed, "only ASCII: " + text.chars().allMatch(c -> c < 128));
      }
    }
    return result;
  }

  @Test
  void wordsAndFilesAreThoseOfEnglish() throws IOException {
    Locale.setDefault(Locale.ENGLISH);
    List<Map<String, String>> english = inThisMachine("english");
    for (String tag : List.of("ar-EG-u-nu-arab", "tr-TR", "de-DE", "th-TH-u-ca-buddhist-nu-thai")) {
      Locale.setDefault(Locale.forLanguageTag(tag));
      assertEquals(english, inThisMachine(tag), tag);
    }
  }

  /** What is computed once, when classes are loaded, is seen only by a machine of its own. */
  @Tag("long")
  @Test
  void aMachineThatStartsInAnotherCountryWritesTheSame() throws Exception {
    List<String> english = List.of("-Duser.language=en", "-Duser.country=US");
    List<String> arabic =
        List.of("-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab");
    for (List<String> command : commands()) {
      assertEquals(inAMachineOfItsOwn(english, command), inAMachineOfItsOwn(arabic, command));
    }
  }

  private Map<String, String> inAMachineOfItsOwn(List<String> options, List<String> command)
      throws IOException, InterruptedException {
    Path out = temp.resolve("out");
    JavaProcess process =
        JavaProcess.start(temp.resolve("log"), JavaProcess.command(options, in(out, command)));
    String words = process.finish();
    assertTrue(!words.isEmpty(), "the command says something");
    Map<String, String> result = result(command, process.code() + words, out);
    if (Files.exists(out)) {
      Files.move(out, Files.createTempDirectory(temp, "before").resolve("out"));
    }
    return result;
  }
}
