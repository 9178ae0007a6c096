package org.bitgrad.papers.biasvariance2021;

import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.papers.autoencoder.Autoencoder;
import org.bitgrad.papers.autoencoder.AutoencoderRuns;
import org.bitgrad.papers.autoencoder.AutoencoderTraining;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Measurement;

/** Which autoencoders are trained by which rules. */
final class AutoencoderMethods {
  /** The rules of one sample and one backward pass that straight-through is compared with. */
  static final List<String> ELABORATE =
      List.of("concrete(0.1)", "concrete(1)", "st-gumbel(0.1)", "st-gumbel(1)", "zgr");

  static final String STRAIGHT_THROUGH = "st";
  static final List<String> UNBIASED = List.of("loorf(2)", "disarm");

  static final List<Autoencoder.Size> SIZES =
      List.of(
          new Autoencoder.Size(4, Autoencoder.HIDDEN),
          new Autoencoder.Size(8, Autoencoder.HIDDEN),
          new Autoencoder.Size(12, Autoencoder.HIDDEN),
          new Autoencoder.Size(8, 8),
          new Autoencoder.Size(8, 128));

  private AutoencoderMethods() {}

  static String file(Autoencoder.Size size) {
    return "autoencoder-" + size.bits() + "x" + size.hidden() + ".csv";
  }

  /** The exact gradient is affordable where there are few codes. */
  static List<String> estimators(Autoencoder.Size size) {
    boolean few = size.bits() <= 8 && size.hidden() == Autoencoder.HIDDEN;
    return Stream.of(
            few ? List.of(AutoencoderTraining.EXACT) : List.<String>of(),
            List.of(STRAIGHT_THROUGH),
            ELABORATE,
            UNBIASED)
        .flatMap(List::stream)
        .toList();
  }

  /** A training of the experiment, before its first step. */
  static AutoencoderTraining training(long seed, Autoencoder.Size size, String name, int run) {
    RandomStream stream = RandomStream.of(seed, BiasVariance2021.PAPER, "autoencoder").child(run);
    return new AutoencoderTraining(size, name, stream);
  }

  /**
   * Trains by every rule.
   *
   * @param context of which seed and threads are used
   * @param size of the autoencoder
   * @param runs trainings of each rule
   * @param steps of a training
   */
  static AutoencoderRuns run(ExperimentContext context, Autoencoder.Size size, int runs, int steps)
      throws InterruptedException {
    return AutoencoderRuns.run(
        (name, run) -> training(context.seed(), size, name, run),
        estimators(size),
        new AutoencoderRuns.Amount(size, runs, steps),
        context.threads());
  }

  /** Straight-through minus the elaborate rule with the best mean, run by run. */
  static Measurement behindTheBest(AutoencoderRuns runs, Autoencoder.Size size) {
    String best = ELABORATE.get(0);
    for (String rule : ELABORATE) {
      best = runs.mean(size, rule) < runs.mean(size, best) ? rule : best;
    }
    double[] straight = runs.last(size, STRAIGHT_THROUGH);
    double[] other = runs.last(size, best);
    double[] differences = new double[straight.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = straight[i] - other[i];
    }
    return Means.mean(differences);
  }
}
