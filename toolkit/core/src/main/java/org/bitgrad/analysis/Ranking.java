package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bitgrad.analysis.BudgetRow.Unit;

/**
 * Estimators by their mean squared error at one budget. Two of them tie unless the 95 % interval of
 * the difference of their errors excludes 0 (paired, where they read the same random numbers);
 * exact ones tie where they agree to 9 digits. A place is a range: the first is 1 + how many are
 * better beyond noise, the last leaves behind those that are worse beyond noise. Each comparison
 * errs in 5 % of cases; with n estimators there are n (n - 1) / 2.
 */
public final class Ranking {
  private static final double ROUNDING = 1e-9;

  private final BudgetRow.Unit unit;
  private final String group;
  private final double budget;
  private final List<Place> places;
  private final Map<String, String> unranked;

  private Ranking(
      Unit unit, String group, double budget, List<Place> places, Map<String, String> unranked) {
    this.unit = unit;
    this.group = group;
    this.budget = budget;
    this.places = List.copyOf(places);
    this.unranked = java.util.Collections.unmodifiableMap(unranked);
  }

  /**
   * One estimator's place.
   *
   * @param first best rank that it may have
   * @param last worst rank that it may have
   * @param row what the budget buys; its error is there
   * @param worseThanBest 95 % interval of its error less that of the best
   */
  public record Place(int first, int last, BudgetRow row, Interval worseThanBest) {
    /** {@return name of the estimator} */
    public String estimator() {
      return row.estimator();
    }

    /** {@return its mean squared error} */
    public Measured error() {
      return row.error().orElseThrow();
    }

    /** {@return whether no other is better beyond noise} */
    public boolean best() {
      return first == 1;
    }
  }

  static Ranking of(BudgetResult result, Unit unit, String group, double budget) {
    int g = result.groupIndex(group);
    Map<String, String> unranked = new LinkedHashMap<>();
    List<Runner> ranked = new ArrayList<>();
    for (Contender c : result.contenders()) {
      double cost = result.cost(c, unit);
      if (cost > budget) {
        unranked.put(c.name(), "one estimate costs " + brief(cost) + " " + words(unit));
      } else if (c.parts().get(g).squaredBias().isEmpty()) {
        unranked.put(c.name(), "its bias is not known: the exact gradient costs too much");
      } else {
        BudgetRow row = result.row(c, unit, budget, g);
        ranked.add(new Runner(row, c.parts().get(g), cost / budget));
      }
    }
    if (!ranked.isEmpty() && ranked.stream().allMatch(r -> r.parts().vanishes())) {
      ranked.forEach(r -> unranked.put(r.row().estimator(), ErrorParts.tooSmall()));
      ranked.clear();
    }
    unranked.putAll(result.refused());
    // A stable order: those with equal errors stay as they were given.
    ranked.sort(Comparator.comparingDouble(Runner::value));
    List<Place> places = ranked.stream().map(r -> place(r, ranked)).toList();
    return new Ranking(unit, group, budget, places, unranked);
  }

  private static Place place(Runner runner, List<Runner> ranked) {
    int better = 0;
    int worse = 0;
    for (Runner other : ranked) {
      int sign = runner.compare(other);
      better += sign > 0 ? 1 : 0;
      worse += sign < 0 ? 1 : 0;
    }
    Runner top = ranked.get(0);
    Interval gap = runner.equals(top) ? new Interval(0, 0) : runner.lessThan(top);
    return new Place(1 + better, ranked.size() - worse, runner.row(), gap);
  }

  /**
   * One that is ranked.
   *
   * @param row what the budget buys
   * @param parts of its error
   * @param share reciprocal of the number of estimates
   */
  private record Runner(BudgetRow row, ErrorParts parts, double share) {
    double value() {
      return row.error().orElseThrow().value();
    }

    /** The interval of this error less another. */
    Interval lessThan(Runner other) {
      return ErrorParts.difference(parts, share, other.parts, other.share);
    }

    /** -1 if this error is smaller beyond noise, 1 if it is larger, else 0. */
    int compare(Runner other) {
      if (row.estimator().equals(other.row.estimator())) {
        return 0;
      }
      double least = ROUNDING * Math.max(value(), other.value());
      Interval difference = lessThan(other);
      return difference.high() < -least ? -1 : difference.low() > least ? 1 : 0;
    }
  }

  /** {@return the estimators in the order of their errors} */
  public List<Place> places() {
    return places;
  }

  /** {@return names of the estimators than which no other is better beyond noise} */
  public List<String> best() {
    return places.stream().filter(Place::best).map(Place::estimator).toList();
  }

  /** {@return estimators without a place, and why} */
  public Map<String, String> unranked() {
    return unranked;
  }

  /** {@return name of the parameter group} */
  public String group() {
    return group;
  }

  /** {@return what may be spent} */
  public double budget() {
    return budget;
  }

  /** {@return in what the budget is counted} */
  public BudgetRow.Unit unit() {
    return unit;
  }

  /** {@return the whole ranking for reading: the best, every place, and who has none} */
  public String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT, "mean squared error of %s at %s %s%n", group, brief(budget), words(unit)));
    text.append("best within noise: ").append(String.join(", ", best())).append('\n');
    int width = places.stream().mapToInt(p -> p.estimator().length()).max().orElse(1);
    for (Place p : places) {
      Measured e = p.error();
      String range = p.first() == p.last() ? "" + p.first() : p.first() + "-" + p.last();
      text.append(
          String.format(
              Locale.ROOT, "%7s  %-" + width + "s  %s", range, p.estimator(), brief(e.value())));
      text.append(
          e.sampled()
              ? " [" + brief(e.interval().low()) + ", " + brief(e.interval().high()) + "]\n"
              : " exact\n");
    }
    unranked.forEach((name, why) -> text.append("      -  " + name + ": " + why + "\n"));
    return text.toString();
  }

  static String brief(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e6
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.3g", value);
  }

  static String words(Unit unit) {
    return unit == Unit.EVALUATIONS ? "evaluations" : "seconds";
  }
}
