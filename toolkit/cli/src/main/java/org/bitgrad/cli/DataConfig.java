package org.bitgrad.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.data.DataSets;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.data.Split;
import org.bitgrad.data.Standardisation;
import org.bitgrad.data.StrokeDigits;
import org.bitgrad.data.Transform;
import org.bitgrad.data.Transforms;
import org.bitgrad.numeric.Memory;
import org.bitgrad.random.RandomStream;

/** Reads which images a network is trained, validated and tested on, and what it sees of them. */
final class DataConfig {
  private static final String GENERATED = "stroke-digits";
  private static final List<String> NAMES =
      List.of("mnist", "fashion-mnist", "cifar10", "cifar10-subset", "optdigits", GENERATED);
  private static final int MOST_GENERATED = 1_000_000;

  /** The last of the published sizes that a file may ask for is not known before it is read. */
  private static final int MOST = Integer.MAX_VALUE;

  private final Field field;

  DataConfig(Field field) {
    this.field = field.object();
  }

  /**
   * What was read.
   *
   * @param name of the data set, with what is generated
   * @param train training part, less what is held out
   * @param validation held out, or the data set's own; empty where there is none
   * @param test test part
   * @param transforms of all parts
   * @param augmentation of the training part
   */
  record Data(
      String name,
      LabelledImages train,
      Optional<LabelledImages> validation,
      LabelledImages test,
      List<Transform> transforms,
      List<Transform> augmentation) {}

  /** Refuses what can be refused without the data. */
  void check() {
    field.only(
        "name",
        "seed",
        "train",
        "test",
        "validation",
        "split_seed",
        "binarisation",
        "standardisation",
        "augmentation");
    boolean generated = field.child("name").text(NAMES).equals(GENERATED);
    for (String size : List.of("train", "test")) {
      if (generated || field.child(size).given()) {
        field.child(size).integer(1, generated ? MOST_GENERATED : MOST);
      }
    }
    if (field.child("seed").given() && !generated) {
      throw field.child("seed").refuse("no seed, unless the name is " + GENERATED);
    }
    optional("seed");
    optional("split_seed");
    if (field.child("validation").given()) {
      field.child("validation").integer(0, MOST);
    }
    binarisation();
    standardisation();
    augmentation();
    if (generated) {
      requireMemory();
    }
  }

  /** Generated images are all in memory, twice where a part of them is held out. */
  private void requireMemory() {
    boolean split = field.child("validation").node().asInt(0) > 0;
    long each = StrokeDigits.BYTES * (split ? 2L : 1L);
    long test = Memory.product(field.child("test").node().longValue(), each);
    Memory.require("data.test", field.child("test").node(), test);
    Memory.atMost("data.train", field.child("train").node().longValue(), each, test);
  }

  private long optional(String name) {
    return field.child(name).given() ? field.child(name).whole() : 1;
  }

  private String binarisation() {
    Field choice = field.child("binarisation");
    return choice.given() ? choice.text(List.of("none", "threshold", "dynamic")) : "none";
  }

  private String standardisation() {
    Field choice = field.child("standardisation");
    return choice.given() ? choice.text(List.of("none", "pixel", "channel")) : "none";
  }

  private Field augmentation() {
    Field changes = field.child("augmentation");
    if (changes.given()) {
      changes.only("crop", "flip");
      if (changes.child("crop").given()) {
        changes.child("crop").integer(0, 1000);
      }
      if (changes.child("flip").given()) {
        changes.child("flip").truth();
      }
    }
    return changes;
  }

  /** Reads or makes the images. */
  Data open() throws IOException {
    String name = field.child("name").text(NAMES);
    ImageData all =
        name.equals(GENERATED)
            ? ImageData.strokeDigits(
                optional("seed"),
                field.child("train").node().intValue(),
                field.child("test").node().intValue())
            : ImageData.load(name, DataSets.roots());
    LabelledImages train = first(all.train(), "train");
    LabelledImages test = first(all.test(), "test");
    Optional<LabelledImages> validation = all.validation();
    int held = field.child("validation").node().asInt(0);
    if (held > 0) {
      if (held >= train.size()) {
        throw field.child("validation").refuse("a whole number, 0 to " + (train.size() - 1));
      }
      Split split = Split.stratified(train, held, RandomStream.of(optional("split_seed"), "split"));
      validation = Optional.of(train.at(split.held()));
      train = train.at(split.kept());
    }
    if (train.size() < 2 && standardisation().equals("pixel")) {
      throw field
          .child("standardisation")
          .refuse("none, channel for a single training example, whose pixels have no deviations");
    }
    return new Data(all.name(), train, validation, test, transforms(train), changes(train));
  }

  private LabelledImages first(LabelledImages images, String name) {
    Field size = field.child(name);
    if (!size.given()) {
      return images;
    }
    if (size.node().intValue() > images.size()) {
      throw size.refuse("a whole number, 1 to " + images.size());
    }
    return images.first(size.node().intValue());
  }

  private List<Transform> transforms(LabelledImages train) {
    List<Transform> all = new ArrayList<>();
    switch (binarisation()) {
      case "threshold" -> all.add(Transforms.threshold(0.5));
      case "dynamic" -> all.add(Transforms.dynamicBinarisation());
      default -> {}
    }
    switch (standardisation()) {
      case "pixel" -> {
        // Flips and crops move pixels, so the statistics of a pixel are those of what comes there.
        List<Transform> before = new ArrayList<>(changes(train));
        before.addAll(all);
        all.add(Standardisation.perFeature(train, before.toArray(Transform[]::new)));
      }
      case "channel" -> all.add(Standardisation.perChannel(train, all.toArray(Transform[]::new)));
      default -> {}
    }
    return all;
  }

  private List<Transform> changes(LabelledImages train) {
    List<Transform> all = new ArrayList<>();
    Field changes = augmentation();
    if (changes.child("crop").node().asInt(0) > 0) {
      all.add(Transforms.randomCrop(train.shape(), changes.child("crop").node().intValue()));
    }
    if (changes.child("flip").node().asBoolean(false)) {
      all.add(Transforms.horizontalFlip(train.shape()));
    }
    return all;
  }
}
