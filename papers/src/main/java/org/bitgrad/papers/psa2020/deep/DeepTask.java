package org.bitgrad.papers.psa2020.deep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bitgrad.data.DataSet;
import org.bitgrad.data.DataSets;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.ImageShape;
import org.bitgrad.data.Transform;
import org.bitgrad.data.Transforms;
import org.bitgrad.report.Scale;

/** What the networks learn. */
enum DeepTask {
  /** Grey images, as they are. */
  GREY("grey"),
  /** Colour images, flipped and cropped at random (padding 4), as published. */
  COLOUR("colour");

  private final String text;

  DeepTask(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /** The part of CIFAR-10 serves all scales but that of the paper. */
  String dataSet(Scale scale) {
    if (this == GREY) {
      return "fashion-mnist";
    }
    return scale == Scale.PAPER ? "cifar-10" : "cifar10-subset";
  }

  DataSet.Finding find(Scale scale) {
    return DataSets.named(dataSet(scale)).find(DataSets.roots());
  }

  ImageData load(Scale scale) {
    try {
      return ImageData.load(dataSet(scale), DataSets.roots());
    } catch (IOException e) {
      throw new UncheckedIOException(dataSet(scale) + " was there before and cannot be read", e);
    }
  }

  List<Transform> augmentation(ImageShape shape) {
    return this == GREY
        ? List.of()
        : List.of(Transforms.horizontalFlip(shape), Transforms.randomCrop(shape, 4));
  }
}
