package org.bitgrad.train;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bitgrad.network.StochasticBinaryNetwork;

/**
 * Whether a training went astray though all its numbers are finite: an epoch's training loss, or
 * the validation loss after it, is more than ten times that of knowing nothing.
 *
 * <p>Knowing nothing costs the loss of the first step, which is that of the initial parameters, or
 * that of guessing the class, {@code log(classes)}, whichever is larger. Initial parameters are
 * rarely worse than a few times a guess, and a training that works ends below it.
 */
final class Divergence {
  private static final double FACTOR = 10;

  private Divergence() {}

  /** The loss of guessing; 0 where there are no classes. */
  static double guess(Optional<StochasticBinaryNetwork> network) {
    return network.map(n -> n.outputLoss().guess(n.sizes()[n.layers() + 1])).orElse(0.0);
  }

  /** The first epoch that is astray, as a sentence; {@code nothing} is 0 if it is not known. */
  static Optional<String> in(List<EpochMetrics> epochs, double nothing) {
    for (EpochMetrics epoch : epochs) {
      double validation = epoch.validation().map(Evaluation::loss).orElse(0.0);
      boolean training = epoch.trainingLoss() > FACTOR * nothing;
      double worst = training ? epoch.trainingLoss() : validation;
      if (nothing > 0 && worst > FACTOR * nothing) {
        String which = training ? "training" : "validation";
        return Optional.of(
            which
                + " loss "
                + brief(worst)
                + " of epoch "
                + epoch.epoch()
                + " is more than 10 times that of knowing nothing, "
                + brief(nothing)
                + ": the training diverges (try a smaller learning rate)");
      }
    }
    return Optional.empty();
  }

  private static String brief(double loss) {
    return String.format(Locale.ROOT, "%.3g", loss);
  }
}
