package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bitgrad.random.KnownNames;

/**
 * All estimators by name.
 *
 * <p>A name may carry arguments in parentheses, by position or as {@code key=value}: {@code psa},
 * {@code psa(smoothing=false)}, {@code st}, {@code reinforce}, {@code reinforce(baseline=0.7)},
 * {@code reinforce(baseline=running-mean)}, {@code reinforce(4,baseline=leave-one-out)}, {@code
 * arm}, {@code concrete(0.1)}, {@code st-gumbel(0.5)}, {@code mean-field}, {@code sa}, {@code
 * local-expectation}, {@code double-cv(4,alpha=-0.5)}. {@link #names} lists all. An integer {@code
 * n} is the number of evaluations of the loss. Those for multi-sample bounds ({@code vimco}, {@code
 * local-disarm}, {@code local-arms}) carry no number: the samples are the problem's.
 *
 * <pre>{@code
 * List<Estimator> some = Estimators.parseList("psa,st,reinforce(4,baseline=leave-one-out)");
 * }</pre>
 */
public final class Estimators {
  private static final Map<String, Function<EstimatorName, Estimator>> KNOWN =
      new LinkedHashMap<>();

  private static final Map<String, List<String>> FAMILIES = new LinkedHashMap<>();

  static {
    family("one path: flips and straight-through", PathMethods::list);
    family("score function", ScoreMethods::list);
    family("coupled samples", CoupledMethods::list);
    family("relaxed states", RelaxedMethods::list);
    family("sums over states and flips", SumMethods::list);
    family("control variates from derivatives", ControlVariateMethods::list);
    family("multi-sample bounds", BoundMethods::list);
  }

  private Estimators() {}

  private static void family(
      String title, Consumer<Map<String, Function<EstimatorName, Estimator>>> list) {
    Map<String, Function<EstimatorName, Estimator>> members = new LinkedHashMap<>();
    list.accept(members);
    KNOWN.putAll(members);
    FAMILIES.put(title, List.copyOf(members.keySet()));
  }

  /**
   * Reads a name with its arguments, in any case of letters.
   *
   * @param text for example {@code concrete(0.1)}
   * @return the estimator
   * @throws IllegalArgumentException if the name or an argument is unknown or out of its range
   */
  public static Estimator parse(String text) {
    if (text == null) {
      throw new IllegalArgumentException("estimator must be a name, but is null");
    }
    EstimatorName name = EstimatorName.parse(text);
    Function<EstimatorName, Estimator> maker =
        KnownNames.find(name.name(), KNOWN.keySet()).map(KNOWN::get).orElse(null);
    if (maker == null) {
      throw new IllegalArgumentException(
          "estimator "
              + name.name()
              + " is unknown"
              + KnownNames.hint(name.name(), KNOWN.keySet())
              + "; 'bitgrad estimators' and Estimators.names() list all");
    }
    Estimator estimator = maker.apply(name);
    name.requireAllUsed();
    return estimator;
  }

  /**
   * Reads several names, split at commas outside parentheses.
   *
   * @param text for example {@code psa,st,concrete(0.1)}; {@code all} for {@link #all}
   * @return the estimators in the order of the text, without repetition
   * @throws IllegalArgumentException if a name is refused or stands twice
   */
  public static List<Estimator> parseList(String text) {
    if (text == null) {
      throw new IllegalArgumentException("estimators must be a list of names, but is null");
    }
    if (text.strip().equalsIgnoreCase("all")) {
      return all();
    }
    List<Estimator> estimators = new ArrayList<>();
    for (String part : EstimatorName.split(text)) {
      Estimator estimator = parse(part);
      if (estimators.stream().anyMatch(e -> e.name().equals(estimator.name()))) {
        throw new IllegalArgumentException(
            "estimators must be different, but " + estimator.name() + " stands twice");
      }
      estimators.add(estimator);
    }
    return estimators;
  }

  /** {@return every estimator once, with default arguments} */
  public static List<Estimator> all() {
    return names().stream().map(Estimators::parse).toList();
  }

  /** {@return every estimator once, with default arguments, by the title of its family} */
  public static Map<String, List<Estimator>> families() {
    Map<String, List<Estimator>> families = new LinkedHashMap<>();
    FAMILIES.forEach(
        (title, members) -> families.put(title, members.stream().map(Estimators::parse).toList()));
    return families;
  }

  /** {@return the names without arguments} */
  public static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }
}
