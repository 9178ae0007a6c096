package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.estimator.Estimators;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is printed keeps within the width of the terminal. */
@Isolated("it sets the width")
class PrintedTablesTest {
  private static final String WIDTH = "bitgrad.columns";

  private static <T> T at(int width, Function<Integer, T> work) {
    System.setProperty(WIDTH, String.valueOf(width));
    try {
      return work.apply(width);
    } finally {
      System.clearProperty(WIDTH);
    }
  }

  private static List<String> tooLong(int width, String... args) {
    CommandLineRun run = at(width, w -> CommandLineRun.of(args));
    assertEquals(0, run.code(), run.err());
    return run.out().lines().filter(line -> line.length() > width).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 97, 120})
  void listsForecastsAndHelpsKeepWithinTheTerminal(int width) {
    String example = CommandLineRun.example("network.json").toString();
    List<String[]> commands = new ArrayList<>();
    commands.add(new String[] {"estimators"});
    commands.add(new String[] {"data", "list"});
    commands.add(
        new String[] {"study", example, "--trials", "2", "--dry-run", "--out", "not-written"});
    for (String of : List.of("", "study", "train", "reproduce", "claims", "data", "data fetch")) {
      commands.add(
          Stream.concat(Stream.of(of.split(" ")).filter(w -> !w.isEmpty()), Stream.of("--help"))
              .toArray(String[]::new));
    }
    for (String[] command : commands) {
      assertEquals(List.of(), tooLong(width, command), String.join(" ", command));
    }
  }

  @Test
  void everyEstimatorStandsInTheNarrowList() {
    String list = at(80, w -> CommandLineRun.of("estimators")).out();
    for (String name : Estimators.names()) {
      assertTrue(list.lines().anyMatch(line -> line.startsWith(name)), name);
    }
    assertTrue(list.contains("Williams 1992"), list);
  }

  @Test
  void aMissingDataSetSaysWhatWasLookedForAndHowToGetIt() {
    String list = CommandLineRun.of("data", "list").out();
    for (DataSet set : DataSets.all()) {
      if (!set.find(DataSets.roots()).present()) {
        String words = list.replaceAll("\\s+", " ");
        assertTrue(words.contains(set.name() + ": looked for " + set.files().get(0).name()), list);
        assertTrue(words.contains("in DIR/" + set.name()), list);
        assertTrue(words.contains("get it: " + set.howToGet()), list);
      }
    }
    assertEquals(
        "bitgrad data fetch mnist --into DIR, then set BITGRAD_DATA=DIR",
        DataSets.named("mnist").howToGet());
    assertTrue(DataSets.named("snelson").howToGet().contains("no public place"));
    assertEquals(
        List.of("DIR/cifar10", "DIR/cifar-10-batches-bin", "~/data/cifar-10-batches-bin"),
        DataSets.named("cifar10").lookedIn());
    assertTrue(list.contains("BITGRAD_DATA") || list.contains("DIR: /"), list);
  }
}
