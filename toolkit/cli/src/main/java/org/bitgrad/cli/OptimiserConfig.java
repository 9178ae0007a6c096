package org.bitgrad.cli;

import java.util.List;
import org.bitgrad.train.Adam;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.Schedule;
import org.bitgrad.train.Sgd;

/** Reads an optimiser and the schedule of its rate. */
final class OptimiserConfig {
  private static final String KIND = "kind";
  private static final String RATE = "rate";
  private static final String DECAY = "weight_decay";
  private static final String CLIP_ENTRIES = "clip_entries";
  private static final String CLIP_NORM = "clip_norm";

  private OptimiserConfig() {}

  static Optimiser optimiser(Field field) {
    String kind = field.object().child(KIND).text(List.of("sgd", "adam", "adamw"));
    Optimiser optimiser =
        switch (kind) {
          case "sgd" -> sgd(field);
          case "adam" -> adam(field, Optimiser.adam(field.child(RATE).positive()));
          default -> adam(field, Optimiser.adamW(field.child(RATE).positive(), 0));
        };
    Field entries = field.child(CLIP_ENTRIES);
    Field norm = field.child(CLIP_NORM);
    optimiser = entries.given() ? optimiser.clipEntries(entries.positive()) : optimiser;
    return norm.given() ? optimiser.clipNorm(norm.positive()) : optimiser;
  }

  private static Sgd sgd(Field field) {
    field.only(KIND, RATE, "momentum", "nesterov", DECAY, CLIP_ENTRIES, CLIP_NORM);
    Sgd sgd = Optimiser.sgd(field.child(RATE).positive());
    Field momentum = field.child("momentum");
    sgd = momentum.given() ? sgd.momentum(momentum.number(0, 1)) : sgd;
    Field nesterov = field.child("nesterov");
    if (nesterov.given() && nesterov.truth()) {
      if (!momentum.given() || momentum.number() == 0) {
        throw nesterov.refuse("false where momentum is 0");
      }
      sgd = sgd.nesterov();
    }
    return decayed(field) ? sgd.weightDecay(field.child(DECAY).notNegative()) : sgd;
  }

  private static Adam adam(Field field, Optimiser plain) {
    field.only(KIND, RATE, "beta1", "beta2", "epsilon", DECAY, CLIP_ENTRIES, CLIP_NORM);
    Adam adam = (Adam) plain;
    adam = adam.betas(beta(field.child("beta1"), 0.9), beta(field.child("beta2"), 0.999));
    Field epsilon = field.child("epsilon");
    adam = epsilon.given() ? adam.epsilon(epsilon.positive()) : adam;
    return decayed(field) ? adam.weightDecay(field.child(DECAY).notNegative()) : adam;
  }

  private static double beta(Field field, double published) {
    if (!field.given()) {
      return published;
    }
    double beta = field.number("a number, 0 to below 1");
    if (!(beta >= 0 && beta < 1)) {
      throw field.refuse("a number, 0 to below 1");
    }
    return beta;
  }

  private static boolean decayed(Field field) {
    return field.child(DECAY).given();
  }

  /** The factor of the rate, asked by epoch. */
  static Schedule schedule(Field field, int epochs) {
    if (!field.given()) {
      return Schedule.constant();
    }
    String kind =
        field.object().child(KIND).text(List.of("constant", "cosine", "step", "exponential"));
    int warmUp = 0;
    if (field.child("warm_up").given()) {
      warmUp = field.child("warm_up").integer(0, epochs);
    }
    Schedule after =
        switch (kind) {
          case "cosine" -> cosine(field, Math.max(1, epochs - warmUp));
          case "step" -> {
            field.only(KIND, "every", "factor", "warm_up");
            yield Schedule.step(
                field.child("every").integer(1, Integer.MAX_VALUE),
                field.child("factor").positive());
          }
          case "exponential" -> {
            field.only(KIND, "factor", "warm_up");
            yield Schedule.exponential(field.child("factor").positive());
          }
          default -> {
            field.only(KIND, "warm_up");
            yield Schedule.constant();
          }
        };
    return after.warmUp(warmUp);
  }

  private static Schedule cosine(Field field, int epochs) {
    field.only(KIND, "lowest", "warm_up");
    Field lowest = field.child("lowest");
    return Schedule.cosine(epochs, lowest.given() ? lowest.number(0, 1) : 0);
  }
}
