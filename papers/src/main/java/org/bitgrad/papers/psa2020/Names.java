package org.bitgrad.papers.psa2020;

import java.util.List;

/** The estimators of the figures, by the names of the library. */
final class Names {
  static final String PSA = "psa";
  static final String ST = "st";
  static final String REINFORCE = "reinforce";
  static final String ARM = "arm";
  static final String CONCRETE_COLD = "concrete(0.1)";
  static final String CONCRETE_WARM = "concrete(1)";
  static final String MEAN_FIELD = "mean-field";

  /** In the order of tables. */
  static final List<String> ALL =
      List.of(PSA, ST, REINFORCE, ARM, CONCRETE_COLD, CONCRETE_WARM, MEAN_FIELD);

  private Names() {}

  /** The name in the legend of the published figures. */
  static String published(String estimator) {
    return switch (estimator) {
      case PSA -> "PSA";
      case ST -> "ST";
      case REINFORCE -> "REINFORCE";
      case ARM -> "ARM";
      case CONCRETE_COLD -> "Concrete-t=0.1";
      case CONCRETE_WARM -> "Concrete-t=1";
      case MEAN_FIELD -> "tanh";
      default -> throw new IllegalArgumentException("no figure shows " + estimator);
    };
  }
}
