package org.bitgrad.papers.straightthrough2021;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.PathTerms;
import org.bitgrad.estimator.Traits;
import org.bitgrad.papers.autoencoder.Autoencoder;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.autoencoder.AutoencoderTraining;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.ExperimentContext;

/** Which estimators train the autoencoder of 8 bits, and what a pilot with other code gave. */
final class Codes {
  static final String FILE = "codes.csv";
  static final Autoencoder.Size SIZE = new Autoencoder.Size(8, Autoencoder.HIDDEN);
  static final String ST = "st";
  static final String HARD_TANH = "st-hardtanh";
  static final String IDENTITY = "st-identity(mean)";
  static final String BATCH_MEAN = "reinforce(batch-mean)";

  /** By increasing final bound of the pilot, in nats per image. */
  static final List<String> ESTIMATORS =
      List.of(
          AutoencoderTraining.EXACT,
          BATCH_MEAN,
          "arm",
          "concrete(0.1)",
          "zgr",
          "st-gumbel(0.1)",
          "st-gumbel(1)",
          IDENTITY,
          "concrete(1)",
          ST,
          HARD_TANH);

  /** Final bounds of the pilot, in the order of the estimators. */
  static final double[] PILOT = {6.39, 6.69, 6.73, 6.78, 6.80, 6.99, 7.46, 7.76, 8.37, 8.69, 10.23};

  /** Cosines of means in the pilot at steps 1, 300 and 3000. */
  static final Map<String, double[]> PILOT_COSINES =
      Map.of(
          ST,
          new double[] {0.996, 0.992, 0.977},
          HARD_TANH,
          new double[] {0.987, 0.594, 0.432},
          IDENTITY,
          new double[] {0.992, 0.969, 0.893},
          "arm",
          new double[] {0.999, 0.998, 0.995});

  private Codes() {}

  /** Images, start and order depend on the run alone. */
  static AutoencoderTraining training(long seed, String name, int run) {
    RandomStream stream = StraightThrough2021.stream(seed, "codes").child(run);
    return name.equals(BATCH_MEAN)
        ? new AutoencoderTraining(SIZE, Optional.of(batchMean()), stream)
        : new AutoencoderTraining(SIZE, name, stream);
  }

  static AutoencoderRuns run(ExperimentContext context, int runs, int steps)
      throws InterruptedException {
    return AutoencoderRuns.run(
        (name, run) -> training(context.seed(), name, run),
        ESTIMATORS,
        new AutoencoderRuns.Amount(SIZE, runs, steps),
        context.threads());
  }

  /** REINFORCE whose baseline is the mean loss of the other images of the batch. */
  static Estimator batchMean() {
    return Estimator.of(
        BATCH_MEAN,
        Traits.unbiased("the baseline is independent of the image's own path", "Williams 1992"),
        (path, loss, out) -> {
          double[] da = new double[path.states(0).values().length];
          new PathTerms(path).scores(0, da);
          int rows = path.rows();
          double all = Arrays.stream(loss.values()).sum();
          for (int i = 0; i < da.length; i++) {
            double own = loss.values()[i % rows];
            da[i] *= rows == 1 ? own : own - (all - own) / (rows - 1);
          }
          out.layer(path.pass(), 0, path.previous(0), da);
        });
  }
}
