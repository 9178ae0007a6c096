package org.bitgrad.papers.straightthrough2021;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.bitgrad.data.TextData;
import org.bitgrad.papers.autoencoder.Autoencoder;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.autoencoder.Documents;
import org.bitgrad.papers.autoencoder.TextTraining;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Scale;

/**
 * Codes of 32 bits for documents (semantic hashing), and how much is trained.
 *
 * @param documents of which
 * @param amount how much
 * @param seed of all random numbers
 */
record Texts(Documents documents, Amount amount, long seed) {
  static final String FILE = "texts.csv";
  static final String DATA = "20news-w1000";
  static final List<String> ESTIMATORS = List.of(Codes.ST, Codes.HARD_TANH, Codes.IDENTITY, "arm");

  /** Bits of the code; the decoder has no hidden units. */
  static final Autoencoder.Size SIZE = new Autoencoder.Size(32, 0);

  private static final TextTraining.Size ENCODER = new TextTraining.Size(500, SIZE.bits());

  /**
   * How much is done.
   *
   * @param documents that are trained on
   * @param epochs of a training
   * @param runs trainings by each estimator
   * @param groups of 50 documents whose derivatives are estimated
   * @param samples estimates in a mean
   */
  record Amount(int documents, int epochs, int runs, int groups, int samples) {
    static Amount of(Scale scale) {
      return switch (scale) {
        case QUICK -> new Amount(200, 3, 2, 3, 4);
        case STANDARD -> new Amount(5_000, 20, 3, 20, 100);
        case PAPER -> new Amount(11_250, 50, 5, 100, 1_000);
      };
    }

    int steps() {
      return documents / TextTraining.BATCH * epochs;
    }

    /** Steps at which derivatives are estimated. */
    int[] looked() {
      return new int[] {Math.max(1, steps() / 20), steps() / 4, steps()};
    }
  }

  static Texts load(Amount amount, long seed) {
    try {
      RandomStream which = StraightThrough2021.stream(seed, "texts").child("documents");
      Documents documents =
          Documents.of(TextData.newsgroups1000().train(), amount.documents, which);
      return new Texts(documents, amount, seed);
    } catch (IOException e) {
      throw new UncheckedIOException("20 Newsgroups was there before and cannot be read", e);
    }
  }

  /** Start and order depend on the run alone. */
  TextTraining training(String estimator, int run) {
    RandomStream stream = StraightThrough2021.stream(seed, "texts").child(run);
    return new TextTraining(documents, ENCODER, estimator, stream);
  }

  AutoencoderRuns run(int threads) throws InterruptedException {
    return AutoencoderRuns.run(
        this::training,
        ESTIMATORS,
        new AutoencoderRuns.Amount(SIZE, amount.runs, amount.steps()),
        threads);
  }
}
