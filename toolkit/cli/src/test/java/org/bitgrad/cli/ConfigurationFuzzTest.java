package org.bitgrad.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitgrad.estimator.Estimators;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutants of all examples and of options. Each ends in time, with a number or with one line that
 * names a field; a refusal leaves no file. Runs that a mutant makes long are only checked.
 */
class ConfigurationFuzzTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_LINE = 300;
  private static final int SECONDS = 30;

  /** One of so many accepted mutants runs to its end, plots included. */
  private static final int RUN_ONE_OF = 5;

  /** A mistake in options is told by picocli, which names the option in its sentence. */
  private static final Pattern OPTION = Pattern.compile(".*--[a-z-]+");

  private static final Pattern FIELD = Pattern.compile("[^;]{1,80}? (is|are|must) ");

  /** What a class of the inside says to another is no answer to a user. */
  private static final Pattern INVARIANT =
      Pattern.compile("low must be at most high|only finite numbers are written|integer overflow");

  private static final List<String> SIZES =
      List.of(
          "train",
          "test",
          "validation",
          "batch",
          "epochs",
          "units",
          "channels",
          "kernel",
          "padding",
          "samples",
          "trials",
          "crop",
          "warm_up",
          "every");

  private static final int SHORT = 50;

  private static final List<String> STUDIES =
      List.of("network.json", "network-softmax.json", "function.json", "table.json");

  private static final String[] TEXTS = {
    "",
    " ",
    "0",
    "-1",
    "1",
    "2",
    "20",
    "40",
    "2147483647",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "1e308",
    "1e-320",
    "NaN",
    "Infinity",
    "1,2",
    "2,1",
    "1,,2",
    "1.5",
    "psa",
    "all",
    "psa,st",
    "psa,psa",
    "arms(1000000)",
    "reinforce(2147483647)",
    "concrete(1e308)",
    "concrete(1e-320)",
    "psa(",
    "double-cv(4,alpha=-1e308)",
    "rebar(NaN)",
    "unordered-set(20)",
    "\u0661",
    "\u0000",
    "\u001b[31m",
    "null",
    "1024",
    "1025",
    "'1'",
    "0x1"
  };

  private static final String[] OPTIONS = {
    "--trials",
    "--samples",
    "--seed",
    "--threads",
    "--estimators",
    "--budget",
    "--seconds",
    "--gradient-cost",
    "--colour",
    "--trial",
    "--exact",
    "--exact-moments",
    "--overwrite"
  };

  @TempDir private Path temp;
  private final ExecutorService worker = Executors.newSingleThreadExecutor();
  private SplittableRandom random;
  private int refused;
  private int accepted;
  private int ran;

  @AfterEach
  void end() {
    worker.shutdownNow();
  }

  @Test
  void hundredsOfMutantsEndAsTheyShould() throws Exception {
    tryMutants(11, 300);
    assertTrue(refused > 100 && accepted > 30 && ran > 1, summary());
  }

  @Test
  @Tag("long")
  void fiveThousandMutantsEndAsTheyShould() throws Exception {
    tryMutants(12, 5000);
    assertTrue(refused > 2000 && accepted > 500 && ran > 100, summary());
  }

  private String summary() {
    return refused + " refused, " + accepted + " accepted, " + ran + " of them run";
  }

  /** A mutant can be made again by its seed and number. */
  private void tryMutants(long seed, int count) throws Exception {
    List<String> failures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      random = new SplittableRandom(seed * 1_000_003 + i);
      String which = "mutant " + i + " of seed " + seed;
      Future<?> mutant =
          worker.submit(
              () -> {
                tryOne(which);
                return null;
              });
      try {
        mutant.get(SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError(which + " hangs: " + shown(), e);
      } catch (ExecutionException e) {
        failures.add(which + ": " + e.getCause() + " by " + shown());
      }
    }
    assertEquals(List.of(), failures);
  }

  private String shown() throws IOException {
    try (Stream<Path> files = Files.list(temp)) {
      StringBuilder all = new StringBuilder(String.valueOf(last));
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.UTF_8);
        all.append('\n').append(text, 0, Math.min(3000, text.length()));
      }
      return all.toString();
    }
  }

  private List<String> last = List.of();

  private void tryOne(String which) throws IOException {
    Path file = temp.resolve("mutant.json");
    boolean train = random.nextInt(3) == 0;
    JsonNode original =
        train
            ? small()
            : JSON.readTree(
                CommandLineRun.example(STUDIES.get(random.nextInt(STUDIES.size()))).toFile());
    boolean options = random.nextInt(4) == 0;
    byte[] bytes =
        options ? JSON.writeValueAsBytes(original) : new MutatedText(random).of(original);
    Files.write(file, bytes);
    if (train) {
      train(file, options, which);
    } else {
      study(file, options, which);
    }
  }

  /** The training of the example, so small that it takes a moment. */
  private JsonNode small() throws IOException {
    ObjectNode root = (ObjectNode) JSON.readTree(CommandLineRun.example("train.json").toFile());
    ((ObjectNode) root.at("/data")).put("train", 40).put("test", 10).put("validation", 10);
    ((ObjectNode) root.at("/network/layers/0")).put("units", 5);
    ((ObjectNode) root.at("/network/layers/1")).put("units", 4);
    List<String> names = Estimators.names();
    if (random.nextInt(3) == 0) {
      root.put("method", names.get(random.nextInt(names.size())));
    }
    return root.put("batch", 10).put("epochs", 2);
  }

  private void study(Path file, boolean options, String which) throws IOException {
    List<String> args = new ArrayList<>(List.of("study", file.toString()));
    boolean all = random.nextInt(20) == 0;
    if (!options) {
      args.addAll(
          List.of(
              "--trials",
              random.nextInt(2) == 0 ? "2" : "20",
              "--estimators",
              all ? "all" : estimators()));
    }
    if (options && random.nextInt(8) > 0) {
      args.addAll(List.of("--estimators", "psa"));
    }
    boolean given = options;
    while (given) {
      String option = OPTIONS[random.nextInt(OPTIONS.length)];
      args.add(option);
      if (!option.startsWith("--exact") && !option.equals("--overwrite")) {
        args.add(TEXTS[random.nextInt(TEXTS.length)]);
      }
      given = random.nextInt(2) == 0;
    }
    boolean whole = !options && random.nextInt(RUN_ONE_OF) == 0;
    if (!whole) {
      args.add("--dry-run");
    }
    int code = check(args, which, !whole);
    accepted += code == 0 ? 1 : 0;
    ran += code == 0 && whole ? 1 : 0;
  }

  private String estimators() {
    List<String> names = Estimators.names();
    return random.nextInt(2) == 0
        ? "psa,st"
        : "reinforce," + names.get(random.nextInt(names.size()));
  }

  private void train(Path file, boolean options, String which) throws IOException {
    List<String> args = new ArrayList<>(List.of("train", file.toString()));
    if (options) {
      String option = OPTIONS[random.nextInt(OPTIONS.length)];
      args.addAll(List.of(option, TEXTS[random.nextInt(TEXTS.length)]));
    }
    TrainConfig config = options ? null : readable(file);
    if (config == null) {
      check(args, which, false);
    } else if (isShort(file) && random.nextInt(RUN_ONE_OF) == 0) {
      int code = check(args, which, false);
      accepted += code == 0 ? 1 : 0;
      ran += code == 0 ? 1 : 0;
    } else {
      accepted += mayOpen(file) && checked(config) ? 1 : 0;
    }
  }

  /** A million images take longer than a mutant may. */
  private static boolean mayOpen(Path file) throws IOException {
    JsonNode data = JSON.readTree(file.toFile()).path("data");
    return data.path("train").asInt() <= 1000 && data.path("test").asInt() <= 1000;
  }

  private static TrainConfig readable(Path file) {
    try {
      return TrainConfig.read(file);
    } catch (Refusal e) {
      return null; // the command says the same
    }
  }

  /** Whether no size makes the run long. */
  private static boolean isShort(Path file) throws IOException {
    JsonNode root = JSON.readTree(file.toFile());
    for (String size : SIZES) {
      for (JsonNode value : root.findValues(size)) {
        if (!value.canConvertToInt() || value.intValue() > SHORT) {
          return false;
        }
      }
    }
    return root.path("seeds").size() <= 3;
  }

  /** Everything before the first step, with the data; true if the network is made and fits. */
  private static boolean checked(TrainConfig config) throws IOException {
    try {
      config.open();
      config.training(config.seeds().get(0)).check();
      return true;
    } catch (IllegalArgumentException e) {
      assertFalse(e.getMessage() == null || e.getMessage().isBlank());
      return false;
    }
  }

  private int check(List<String> args, String which, boolean dry) throws IOException {
    Path out = temp.resolve("out");
    List<String> all = new ArrayList<>(args);
    all.addAll(List.of("--out", out.toString()));
    last = all;
    CommandLineRun run = CommandLineRun.of(all.toArray(String[]::new));
    String text = which + ", " + all + ": " + run;
    assertTrue(run.code() >= 0 && run.code() <= 2, text);
    assertFalse(run.err().contains("\tat ") || run.err().contains("Exception"), text);
    assertFalse(run.err().contains("bitgrad: failed"), text);
    assertFalse(INVARIANT.matcher(run.err()).find(), text);
    if (run.code() == 0) {
      assertTrue(dry ? Files.notExists(out) : Files.exists(out.resolve("manifest.json")), text);
    } else {
      assertOneLine(run.err(), text);
    }
    if (run.code() == 2) {
      refused++;
      assertEquals("", run.out(), text);
      assertTrue(Files.notExists(out), text);
      assertTrue(run.err().contains("allowed: ") || run.err().contains("must "), text);
      assertNamesAField(run.err(), text);
    }
    delete(out);
    return run.code();
  }

  private static void assertOneLine(String err, String text) {
    assertEquals(1, err.lines().count(), text);
    String line = err.strip();
    assertTrue(line.length() <= LONGEST_LINE, text);
    assertTrue(line.startsWith("bitgrad: "), text);
    assertTrue(line.chars().noneMatch(Character::isISOControl), text);
  }

  /** The path of a field, an option or the file stands before what it is. */
  private static void assertNamesAField(String err, String text) {
    String start = err.substring("bitgrad: ".length());
    assertTrue(OPTION.matcher(start).lookingAt() || FIELD.matcher(start).lookingAt(), text);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
