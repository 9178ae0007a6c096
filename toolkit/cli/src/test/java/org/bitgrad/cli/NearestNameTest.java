package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.bitgrad.data.DataSets;
import org.bitgrad.report.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names on the command line: the nearest is offered, and their case does not matter. */
class NearestNameTest {
  private static final int LONGEST = 300;

  @TempDir private Path temp;

  private CommandLineRun run(String line) {
    String filled =
        line.replace("CASE", CommandLineRun.example("table.json").toString())
            .replace("OUT", temp.resolve("out").toString());
    return CommandLineRun.of(filled.split(" "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "studdy CASE | study",
        "esitmators | estimators",
        "dat list | data",
        "--hlp | --help",
        "--verson | --version",
        "data lst | list",
        "data ftech mnist | fetch",
        "study CASE --out OUT --trails 40 | --trials",
        "study CASE --out OUT --estimator=psa | --estimators",
        "study CASE --out OUT --overwrte | --overwrite",
        "study CASE --out OUT --estimators pas | psa",
        "study CASE --out OUT --estimators psa,Reinforse(4) | reinforce",
        "study CASE --out OUT --estimators psa(smothing=true) | smoothing",
        "reproduce --scale quik | quick",
        "data fetch minst --into OUT | mnist",
        "data fetch Fashion_MNIST --into OUT | fashion-mnist"
      })
  void nearestNameIsOffered(String line, String nearest) {
    CommandLineRun run = run(line);
    assertEquals(2, run.code(), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertTrue(run.err().contains("(did you mean '" + nearest + "'?)"), run.err());
    assertTrue(run.err().strip().length() <= LONGEST, run.err());
  }

  @Test
  void namesAreReadInAnyCaseOfLettersAndWrittenInTheirOwn() throws IOException {
    CommandLineRun plain = run("study CASE --out OUT --trials 40 --estimators psa,reinforce");
    assertEquals(0, plain.code(), plain.err());
    String study = CommandLineRun.contents(temp.resolve("out")).get("study.csv");
    CommandLineRun run = run("Study CASE --Out OUT/2 --Trials 40 --estimators PSA,Reinforce(N=1)");
    assertEquals(0, run.code(), run.err());
    assertEquals(study, CommandLineRun.contents(temp.resolve("out/2")).get("study.csv"));
    assertEquals(0, run("DATA List").code());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "concrete | needs the derivative of the loss",
        "psa,arms-gaussian(5) --exact-moments | moments can be enumerated"
      })
  void whatIsNotDefinedOnACaseIsRefusedShortly(String estimators, String reason) {
    CommandLineRun run = run("study CASE --out OUT --estimators " + estimators);
    assertEquals(2, run.code(), run.err());
    assertTrue(run.err().contains(reason), run.err());
    assertTrue(run.err().strip().length() <= LONGEST, run.err());
  }

  @Test
  void scalesAndDataSetsAreReadInAnyCaseOfLetters() {
    for (Scale scale : Scale.values()) {
      assertEquals(scale, Scale.parse(scale.text().toUpperCase(Locale.ROOT)));
    }
    assertEquals("mnist", DataSets.named("MNIST").name());
    List<String> names = DataSets.all().stream().map(set -> set.name()).toList();
    String[] found =
        names.stream()
            .map(name -> DataSets.named(name.toUpperCase(Locale.ROOT)).name())
            .toArray(String[]::new);
    assertEquals(names, Arrays.asList(found));
  }
}
