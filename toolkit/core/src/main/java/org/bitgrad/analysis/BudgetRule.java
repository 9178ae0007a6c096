package org.bitgrad.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.bitgrad.analysis.BudgetRow.Unit;
import org.bitgrad.estimator.Traits;

/**
 * Words for who is best at which budget. The error of each estimator is {@code |b|^2 + c v / B} in
 * the budget B, so two of them change places at one budget at most, and these budgets are found
 * exactly.
 */
final class BudgetRule {
  private static final double ROUNDING = 1e-9;

  private final BudgetResult result;
  private final int group;

  BudgetRule(BudgetResult result) {
    this.result = result;
    group = result.groupIndex(result.total());
  }

  String text() {
    Map<String, Predicate<Traits>> classes = new LinkedHashMap<>();
    classes.put("of all", t -> true);
    classes.put(
        "of those that need values of the loss only", t -> t.needs() == Traits.Needs.VALUES);
    classes.put("of the unbiased", t -> t.bias() == Traits.Bias.UNBIASED);
    StringBuilder text = new StringBuilder();
    classes.forEach(
        (label, fits) -> text.append(label).append(": ").append(sentence(fits)).append('\n'));
    return text.toString();
  }

  /** Budgets from which another estimator is the best. */
  private record Reign(String estimator, double from) {}

  private String sentence(Predicate<Traits> fits) {
    List<Contender> able =
        result.contenders().stream()
            .filter(c -> fits.test(c.traits()))
            .filter(c -> c.parts().get(group).squaredBias().isPresent())
            .toList();
    List<Reign> reigns = reigns(able);
    if (reigns.isEmpty()) {
      return "none";
    }
    StringBuilder words = new StringBuilder();
    for (int i = 0; i < reigns.size(); i++) {
      words.append(i == 0 ? "" : ", then ").append(reigns.get(i).estimator());
      words.append(" from ").append(Ranking.brief(reigns.get(i).from()));
    }
    return words.append(" evaluations").append(ties(able)).toString();
  }

  /** Who cannot be told from the best, and at which of the budgets. */
  private String ties(List<Contender> able) {
    Map<String, List<String>> tied = new LinkedHashMap<>();
    for (double budget : result.budgets()) {
      for (String rival : rivals(able, budget)) {
        tied.computeIfAbsent(rival, name -> new ArrayList<>()).add(Ranking.brief(budget));
      }
    }
    return tied.isEmpty()
        ? ""
        : tied.entrySet().stream()
            .map(t -> t.getKey() + " at " + String.join(", ", t.getValue()))
            .collect(Collectors.joining("; ", " (within noise of the best: ", ")"));
  }

  private List<String> rivals(List<Contender> able, double budget) {
    List<String> names = new ArrayList<>();
    Optional<Contender> best = best(able, budget);
    for (Contender c : able) {
      if (share(c, budget) > 1 || c.name().equals(best.orElseThrow().name())) {
        continue;
      }
      ErrorParts top = best.get().parts().get(group);
      Interval gap =
          ErrorParts.difference(
              c.parts().get(group), share(c, budget), top, share(best.get(), budget));
      if (gap.low() <= ROUNDING * value(best.get(), budget)) {
        names.add(c.name());
      }
    }
    return names;
  }

  private double share(Contender c, double budget) {
    return result.cost(c, Unit.EVALUATIONS) / budget;
  }

  private double value(Contender c, double budget) {
    return result.error(c, Unit.EVALUATIONS, group, budget).orElseThrow().value();
  }

  /** The one with the smallest error; the first given of equals. */
  private Optional<Contender> best(List<Contender> able, double budget) {
    Contender best = null;
    for (Contender c : able) {
      if (share(c, budget) > 1) {
        continue;
      }
      if (best == null || value(c, budget) < value(best, budget) * (1 - ROUNDING)) {
        best = c;
      }
    }
    return Optional.ofNullable(best);
  }

  private List<Reign> reigns(List<Contender> able) {
    double least = able.stream().mapToDouble(c -> share(c, 1)).min().orElse(1);
    double most = 10 * result.budgets().get(result.budgets().size() - 1);
    TreeSet<Double> changes = new TreeSet<>(List.of(least));
    for (Contender x : able) {
      changes.add(share(x, 1));
      for (Contender y : able) {
        changes.add(crossing(x, y));
      }
    }
    List<Reign> reigns = new ArrayList<>();
    for (double from : changes.subSet(least, true, most, true)) {
      Double next = changes.higher(from);
      Optional<Contender> best = best(able, next == null ? 2 * from : Math.sqrt(from * next));
      String last = reigns.isEmpty() ? "" : reigns.get(reigns.size() - 1).estimator();
      if (best.isPresent() && !best.get().name().equals(last)) {
        reigns.add(new Reign(best.get().name(), from));
      }
    }
    return reigns;
  }

  /** Where two errors are equal; 0 if nowhere. */
  private double crossing(Contender x, Contender y) {
    double bias = squaredBias(y) - squaredBias(x);
    double spread = spread(x) - spread(y);
    double budget = spread / bias;
    return bias != 0 && budget > 0 && budget < Double.POSITIVE_INFINITY ? budget : 0;
  }

  private double squaredBias(Contender c) {
    return c.parts().get(group).squaredBias().orElseThrow().value();
  }

  private double spread(Contender c) {
    return c.parts().get(group).variance().value() * share(c, 1);
  }
}
