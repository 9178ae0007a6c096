package org.bitgrad.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was measured in an epoch of training.
 *
 * @param epoch epochs done, 1 after the first
 * @param steps steps done since the beginning
 * @param rate learning rate of the last step
 * @param trainingLoss running training loss: mean over the steps of the epoch of the loss at the
 *     sampled paths, each before its update, in nats
 * @param validation on the validation part, with the parameters at the end of the epoch; empty if
 *     there is none or it was not its turn
 * @param units per layer, on the first examples of the validation part (of the training part where
 *     there is none), at the end of the epoch; empty if it was not its turn or the network does not
 *     tell
 * @param gradientNorms per parameter array: root mean square over some steps of the epoch of the
 *     Euclidean norm of the gradient before clipping
 * @param cosines per parameter array: cosine of single estimates to a reference gradient; empty
 *     unless asked for
 */
public record EpochMetrics(
    long epoch,
    long steps,
    double rate,
    double trainingLoss,
    Optional<Evaluation> validation,
    List<UnitStatistics> units,
    List<Double> gradientNorms,
    List<Double> cosines) {
  /**
   * Copies lists.
   *
   * @param epoch epochs done
   * @param steps steps done
   * @param rate learning rate of the last step
   * @param trainingLoss running training loss
   * @param validation on the validation part
   * @param units per layer
   * @param gradientNorms per parameter array
   * @param cosines per parameter array
   */
  public EpochMetrics {
    units = List.copyOf(units);
    gradientNorms = List.copyOf(gradientNorms);
    cosines = List.copyOf(cosines);
  }

  /** All numbers in a row, for checkpoints; what is empty is written as such. */
  double[] numbers() {
    List<Double> all = new ArrayList<>();
    all.addAll(List.of((double) epoch, (double) steps, rate, trainingLoss));
    all.add(validation.isPresent() ? 1.0 : 0.0);
    validation.ifPresent(
        v -> {
          all.addAll(List.of((double) v.examples(), (double) v.samples(), v.loss()));
          put(v.oneSample(), all);
          put(v.ensemble(), all);
        });
    all.add((double) units.size());
    for (UnitStatistics layer : units) {
      all.addAll(List.of(layer.entropy(), layer.flipRate(), layer.saturated()));
    }
    for (List<Double> list : List.of(gradientNorms, cosines)) {
      all.add((double) list.size());
      all.addAll(list);
    }
    return all.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static void put(OptionalDouble number, List<Double> all) {
    all.add(number.isPresent() ? 1.0 : 0.0);
    number.ifPresent(all::add);
  }

  /** The reverse of {@link #numbers}. */
  static EpochMetrics of(double[] numbers) {
    Reader in = new Reader(numbers);
    long epoch = (long) in.next();
    long steps = (long) in.next();
    double rate = in.next();
    double loss = in.next();
    Optional<Evaluation> validation = in.next() == 0 ? Optional.empty() : Optional.of(in.found());
    List<UnitStatistics> units = new ArrayList<>();
    for (double left = in.next(); left > 0; left--) {
      units.add(new UnitStatistics(in.next(), in.next(), in.next()));
    }
    return new EpochMetrics(epoch, steps, rate, loss, validation, units, in.list(), in.list());
  }

  private static final class Reader {
    private final double[] numbers;
    private int at;

    Reader(double[] numbers) {
      this.numbers = numbers;
    }

    double next() {
      return numbers[at++];
    }

    OptionalDouble optional() {
      return next() == 0 ? OptionalDouble.empty() : OptionalDouble.of(next());
    }

    Evaluation found() {
      return new Evaluation((long) next(), (int) next(), next(), optional(), optional());
    }

    List<Double> list() {
      List<Double> list = new ArrayList<>();
      for (double left = next(); left > 0; left--) {
        list.add(next());
      }
      return list;
    }
  }
}
