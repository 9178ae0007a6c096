package org.bitgrad.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.bitgrad.data.Transform;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Precision;
import org.bitgrad.train.Schedule;
import org.bitgrad.train.Training;

/** A training read from JSON, as {@code train.schema.json} describes it. */
final class TrainConfig {
  private static final int MOST_SEEDS = 1000;
  private static final int MOST_SAMPLES = 1_000_000;

  private final JsonFile file;
  private final Field root;
  private final NetworkConfig network;
  private final DataConfig data;
  private final String method;
  private final Optional<Precision> precision;
  private final Optimiser optimiser;
  private final Schedule schedule;
  private final int batch;
  private final int epochs;
  private final List<Long> seeds;
  private final Optional<Search> search;
  private DataConfig.Data images;

  /**
   * A search of the learning rate before the training, with the first seed.
   *
   * @param low smallest rate
   * @param high largest
   * @param trials at most
   * @param epochs of each
   */
  record Search(double low, double high, int trials, int epochs) {}

  private TrainConfig(JsonFile file) {
    this.file = file;
    root = file.root();
    root.only(
        "network",
        "data",
        "method",
        "precision",
        "optimiser",
        "schedule",
        "batch",
        "epochs",
        "seeds",
        "evaluation",
        "rate_search");
    network = new NetworkConfig(root.child("network"));
    network.check();
    data = new DataConfig(root.child("data"));
    data.check();
    method = readMethod();
    precision = readPrecision();
    epochs = root.child("epochs").integer(1, Integer.MAX_VALUE);
    batch = root.child("batch").given() ? root.child("batch").integer(1, Integer.MAX_VALUE) : 100;
    optimiser = OptimiserConfig.optimiser(root.child("optimiser"));
    schedule = OptimiserConfig.schedule(root.child("schedule"), epochs);
    seeds = readSeeds();
    search = readSearch();
    if (root.child("evaluation").given()) {
      root.child("evaluation").only("samples", "every");
    }
    samples();
    every();
  }

  /**
   * Reads and checks a file; the data are not looked for.
   *
   * @throws Refusal if it cannot be read or a field is wrong
   */
  static TrainConfig read(Path path) {
    return new TrainConfig(JsonFile.read("CONFIG", path));
  }

  private String readMethod() {
    Field name = root.child("method");
    String allowed = "a name of bitgrad estimators, with arguments in parentheses";
    if (!name.node().isTextual()) {
      throw name.refuse(allowed);
    }
    try {
      return Estimators.parse(name.node().textValue()).name();
    } catch (IllegalArgumentException e) {
      throw name.refuse(allowed + " (" + e.getMessage() + ")");
    }
  }

  private Optional<Precision> readPrecision() {
    Field choice = root.child("precision");
    return choice.given()
        ? Optional.of(
            Precision.valueOf(choice.text(List.of("float32", "float64")).toUpperCase(Locale.ROOT)))
        : Optional.empty();
  }

  private List<Long> readSeeds() {
    Field all = root.child("seeds");
    if (!all.given()) {
      return List.of(1L);
    }
    all.array(0, "different whole numbers");
    if (all.length() > MOST_SEEDS) {
      throw Refusal.of(all.path(), all.length() + " seeds", "at most " + MOST_SEEDS);
    }
    List<Long> read = new ArrayList<>();
    Set<Long> known = new HashSet<>();
    for (int i = 0; i < all.length(); i++) {
      long seed = all.at(i).whole();
      if (!known.add(seed)) {
        throw all.at(i).refuse("a seed that stands once");
      }
      read.add(seed);
    }
    return read;
  }

  private Optional<Search> readSearch() {
    Field field = root.child("rate_search");
    if (!field.given()) {
      return Optional.empty();
    }
    field.only("low", "high", "trials", "epochs");
    double low = field.child("low").positive();
    double high = field.child("high").positive();
    if (!(low < high)) {
      throw field.child("high").refuse("a number above low, " + low);
    }
    int trials = field.child("trials").integer(1, 1000);
    return Optional.of(new Search(low, high, trials, field.child("epochs").integer(1, 1_000_000)));
  }

  String sha256() {
    return file.sha256();
  }

  List<Long> seeds() {
    return seeds;
  }

  String method() {
    return method;
  }

  Optional<Precision> precision() {
    return precision;
  }

  Optional<Search> search() {
    return search;
  }

  int samples() {
    Field samples = root.child("evaluation").child("samples");
    return samples.given() ? samples.integer(1, MOST_SAMPLES) : 10;
  }

  private int every() {
    Field every = root.child("evaluation").child("every");
    return every.given() ? every.integer(1, Integer.MAX_VALUE) : 1;
  }

  /** Reads the images, and refuses what does not fit them. */
  DataConfig.Data open() throws IOException {
    images = data.open();
    if (images.train().size() < 2 && !network.ratio().isPresent()) {
      throw Refusal.of(
          "data.train",
          "1 (without what is held out)",
          "at least 2, by whose spread the first layer is normalised; or 1 with network.ratio");
    }
    if (batch > images.train().size()) {
      throw root.child("batch").refuse("a whole number, 1 to " + images.train().size());
    }
    return images;
  }

  /** Refuses batches that are too small for the network; after {@link #open}. */
  void requireBatch(int least) {
    if (batch < least) {
      throw Refusal.of(
          "batch",
          batch,
          "at least " + least + " here, since batch normalisation needs two numbers of a channel");
    }
  }

  /** A new network with the initial parameters of a seed; after {@link #open}. */
  StochasticBinaryNetwork network(long seed) {
    return network.network(images, seed);
  }

  /** The training of a seed, with a network of its own; after {@link #open}. */
  Training training(long seed) {
    Training training =
        Training.of(network(seed))
            .with(method)
            .optimiser(optimiser)
            .schedule(schedule)
            .transforms(images.transforms().toArray(Transform[]::new))
            .augmentation(images.augmentation().toArray(Transform[]::new))
            .batch(batch)
            .epochs(epochs)
            .evaluation(samples(), every())
            .seed(seed);
    training =
        images.validation().isPresent()
            ? training.data(images.train(), images.validation().get())
            : training.data(images.train());
    return precision.isPresent() ? training.precision(precision.get()) : training;
  }

  /** The optimiser with another rate. */
  Optimiser withRate(double rate) {
    return optimiser.withRate(rate);
  }

  double rate() {
    return optimiser.rate();
  }
}
