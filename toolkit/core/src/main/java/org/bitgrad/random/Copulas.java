package org.bitgrad.random;

import java.util.List;

/** The copulas of the library. */
public final class Copulas {
  private static final Copula INDEPENDENT = new IndependentCopula();
  private static final Copula DIRICHLET = new DirichletCopula();
  private static final Copula GAUSSIAN = new GaussianCopula();
  private static final Copula ROTATION = new RotationCopula();
  private static final List<Copula> ALL = List.of(INDEPENDENT, DIRICHLET, GAUSSIAN, ROTATION);

  private Copulas() {}

  /** {@return every copula} */
  public static List<Copula> all() {
    return ALL;
  }

  /**
   * The copula of a name.
   *
   * @param name {@code independent}, {@code dirichlet}, {@code gaussian} or {@code rotation}
   * @return the copula
   * @throws IllegalArgumentException if the name is unknown
   */
  public static Copula of(String name) {
    List<String> names = ALL.stream().map(Copula::name).toList();
    return KnownNames.find(name, names)
        .map(found -> ALL.get(names.indexOf(found)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "copula must be one of "
                        + String.join(", ", names)
                        + ", but is "
                        + Shown.text(name)
                        + KnownNames.hint(name, names)));
  }

  /** {@return uniform numbers without dependence} */
  public static Copula independent() {
    return INDEPENDENT;
  }

  /** {@return the copula of the gaps between uniform points, the default of ARMS} */
  public static Copula dirichlet() {
    return DIRICHLET;
  }

  /** {@return the copula of equally correlated Gaussian numbers that sum to 0} */
  public static Copula gaussian() {
    return GAUSSIAN;
  }

  /** {@return equally spaced numbers with a random start, in random order} */
  public static Copula rotation() {
    return ROTATION;
  }
}
