package org.bitgrad.estimator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
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
 * local-disarm}, {@code local-arms}) carry no number: the samples are the problem's. Other names of
 * the field are read as well ({@link #aliases}): {@code rloo(4)} is {@code loorf(4)}, and called
 * so.
 *
 * <pre>{@code
 * List<Estimator> some = Estimators.parseList("psa,st,reinforce(4,baseline=leave-one-out)");
 * }</pre>
 */
public final class Estimators {
  private static final Map<String, EstimatorFamily.Maker> KNOWN = new LinkedHashMap<>();

  private static final Map<String, String> ALIASES = new TreeMap<>();

  private static final Map<String, List<String>> FAMILIES = new LinkedHashMap<>();

  static {
    ServiceLoader.load(EstimatorFamily.class, Estimators.class.getClassLoader())
        .forEach(Estimators::add);
  }

  private Estimators() {}

  private static void add(EstimatorFamily family) {
    Map<String, EstimatorFamily.Maker> members = new LinkedHashMap<>();
    family.list(members);
    members.forEach(
        (name, maker) -> {
          if (KNOWN.putIfAbsent(name, maker) != null) {
            throw new IllegalStateException("two families have an estimator " + name);
          }
        });
    ALIASES.putAll(family.aliases());
    FAMILIES.put(family.title(), List.copyOf(members.keySet()));
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
    Estimator estimator = maker(name.name()).make(name);
    name.requireAllUsed();
    return estimator;
  }

  private static EstimatorFamily.Maker maker(String name) {
    Set<String> all = new LinkedHashSet<>(KNOWN.keySet());
    all.addAll(ALIASES.keySet());
    return KnownNames.find(name, all)
        .map(found -> KNOWN.get(ALIASES.getOrDefault(found, found)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "estimator "
                        + name
                        + " is unknown"
                        + KnownNames.hint(name, all)
                        + "; 'bitgrad estimators' and Estimators.names() list all"));
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

  /** {@return other names of the field that are read too, each with the name that it means} */
  public static Map<String, String> aliases() {
    return Collections.unmodifiableMap(ALIASES);
  }

  /** {@return the names without arguments} */
  public static List<String> names() {
    return List.copyOf(KNOWN.keySet());
  }
}
