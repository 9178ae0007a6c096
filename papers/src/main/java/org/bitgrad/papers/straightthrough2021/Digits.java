package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.ImageData;
import org.bitgrad.data.LabelledImages;
import org.bitgrad.data.Standardisation;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Scale;
import org.bitgrad.train.TrainableNetwork;

/**
 * Images of digits, and how much is trained on them.
 *
 * @param train training part
 * @param test test part
 * @param standard makes the pixels' mean 0 and variance 1, all pixels alike
 * @param amount how much
 */
record Digits(LabelledImages train, LabelledImages test, Standardisation standard, Amount amount) {
  static final int BATCH = 100;

  private static final int TESTED = 500;

  /**
   * How much is trained.
   *
   * @param images training images
   * @param tested test images
   * @param hidden units of each of the two layers
   * @param epochs of a training
   * @param runs trainings of each variant
   */
  record Amount(int images, int tested, int hidden, int epochs, int runs) {
    static Amount of(Scale scale) {
      return switch (scale) {
        case QUICK -> new Amount(1_000, 500, 24, 2, 2);
        case STANDARD -> new Amount(10_000, 10_000, 200, 15, 3);
        case PAPER -> new Amount(60_000, 10_000, 500, 50, 5);
      };
    }
  }

  static Digits load(Amount amount) {
    try {
      ImageData data = ImageData.mnist();
      LabelledImages train = data.train().first(amount.images);
      return new Digits(
          train, data.test().first(amount.tested), Standardisation.perChannel(train), amount);
    } catch (IOException e) {
      throw new UncheckedIOException("MNIST was there before and cannot be read", e);
    }
  }

  BatchPlan batches(RandomStream stream) {
    return BatchPlan.of(train, BATCH).shuffled().with(standard).from(stream);
  }

  /** Adds the probabilities of one sampled pass of a batch. */
  @FunctionalInterface
  interface Pass {
    void predict(BatchBuffer batch, int sample, double[] probabilities);
  }

  static Pass of(TrainableNetwork network, RandomStream stream) {
    return (batch, sample, probabilities) ->
        network.predict(batch, stream.child(batch.index()).child(sample), probabilities);
  }

  /** Per cent of the test images that the mean of some passes names rightly. */
  double accuracy(Pass pass, int samples) {
    BatchPlan plan = BatchPlan.of(test, TESTED).with(standard).from(RandomStream.of(1, "test"));
    BatchReader reader = new BatchReader(plan);
    BatchBuffer batch = BatchBuffer.ofFloats(plan);
    int classes = test.classes();
    double[] probabilities = new double[TESTED * classes];
    int right = 0;
    for (int b = 0; b < plan.batches(); b++) {
      reader.read(0, b, batch);
      Arrays.fill(probabilities, 0);
      for (int s = 0; s < samples; s++) {
        pass.predict(batch, s, probabilities);
      }
      for (int r = 0; r < batch.rows(); r++) {
        int best = 0;
        for (int c = 1; c < classes; c++) {
          best = probabilities[r * classes + c] > probabilities[r * classes + best] ? c : best;
        }
        right += best == (int) batch.targets()[r] ? 1 : 0;
      }
    }
    return 100.0 * right / test.size();
  }
}
