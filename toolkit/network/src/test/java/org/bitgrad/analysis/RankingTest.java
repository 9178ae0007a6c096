package org.bitgrad.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.Session;
import org.bitgrad.estimator.Traits;
import org.bitgrad.problem.BernoulliProblem;
import org.bitgrad.problem.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rankings, frontiers and the rule, against the exact errors of a small problem. */
class RankingTest {
  private static final String LOORF = "reinforce(4,baseline=leave-one-out)";
  private static final String[] SOME = {
    "reinforce", "arm", LOORF, "st", "mean-field", "local-expectation", "reinforce(baseline=1)"
  };

  private static EqualBudget bits() {
    return EqualBudget.of(Problems.bits()).estimators(SOME).trials(400).seed(7);
  }

  private static List<String> order(Ranking ranking) {
    return ranking.places().stream().map(Ranking.Place::estimator).toList();
  }

  @ParameterizedTest
  @ValueSource(doubles = {6, 20, 100, 1e4, 1e6})
  void exactErrorsGiveEachItsOwnPlace(double budget) {
    Ranking ranking = bits().run().ranking(budget);
    double last = 0;
    for (int i = 0; i < ranking.places().size(); i++) {
      Ranking.Place place = ranking.places().get(i);
      assertTrue(place.error().value() > last, () -> ranking.text());
      assertEquals(i + 1, place.first(), ranking::text);
      assertEquals(i + 1, place.last(), ranking::text);
      last = place.error().value();
    }
    assertEquals(List.of(order(ranking).get(0)), ranking.best());
  }

  /** The same recipe under another name. */
  private static Estimator renamed(String name, Estimator estimator) {
    return new Estimator() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Traits traits() {
        return estimator.traits();
      }

      @Override
      public Session open(Problem problem) {
        return estimator.open(problem);
      }
    };
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1e8})
  void equalOnesTieWhetherExactOrSampled(double exactUpTo) {
    Estimator arm = Estimators.parse("arm");
    Ranking ranking =
        EqualBudget.of(Problems.bits())
            .estimators(renamed("a", arm), renamed("b", arm), Estimators.parse("st"))
            .exactUpTo(exactUpTo)
            .trials(2000)
            .run()
            .ranking(100);
    assertEquals(List.of("a", "b"), ranking.best());
    assertEquals(List.of("a", "b", "st"), order(ranking));
    assertEquals(2, ranking.places().get(0).last());
    assertEquals(1, ranking.places().get(1).first());
    assertEquals(3, ranking.places().get(2).first());
    assertTrue(ranking.text().contains("best within noise: a, b\n"), ranking::text);
  }

  /**
   * Whoever is truly best is named in at least 380 of 400 sampled rankings (a ranking leaves it out
   * when one of two comparisons errs to that side, each with probability 2.5 %, so 380 are expected
   * at the least; below 356 with probability 1e-6), and a rival 5 % worse is not always.
   */
  @Test
  void theBestIsAmongTheBestWithinNoise() {
    Problem problem = Problems.bits();
    EqualBudget some = EqualBudget.of(problem).estimators("arm", LOORF, "st").trials(200);
    List<String> truth = some.run().ranking(40).best();
    int named = 0;
    int alone = 0;
    for (int seed = 1; seed <= 400; seed++) {
      List<String> best = some.exactUpTo(0).seed(seed).run().ranking(40).best();
      named += best.containsAll(truth) ? 1 : 0;
      alone += best.size() == 1 ? 1 : 0;
    }
    assertTrue(named >= 356, "named " + named + " of 400: " + truth);
    assertTrue(alone > 0, "never told from the others");
  }

  @Test
  void frontierIsTheSetThatNoneDominates() {
    BudgetResult result = bits().run();
    Frontier frontier = result.frontier(100);
    for (Frontier.Point p : frontier.points()) {
      boolean dominated =
          frontier.points().stream()
              .anyMatch(
                  q ->
                      q.bias().value() <= p.bias().value()
                          && q.deviation().value() <= p.deviation().value()
                          && (q.bias().value() < p.bias().value()
                              || q.deviation().value() < p.deviation().value()));
      assertEquals(dominated, p.dominatedBy().isPresent(), p.toString());
    }
    List<String> free = frontier.nonDominated();
    assertTrue(free.size() >= 2 && free.size() < SOME.length, free.toString());
    assertTrue(free.contains("mean-field"), "nothing has a smaller deviation than none");
  }

  /** With 20 trials intervals are wide: whoever is dominated is so in truth. */
  @Test
  void noisePutsNobodyOffTheFrontier() {
    List<String> truth = bits().run().frontier(100).nonDominated();
    int lost = 0;
    int kept = 0;
    for (int seed = 1; seed <= 400; seed++) {
      EqualBudget noisy = bits().exactUpTo(0).believeTraits(false).trials(20).seed(seed);
      List<String> free = noisy.run().frontier(100).nonDominated();
      lost += free.containsAll(truth) ? 0 : 1;
      kept += free.size() > truth.size() ? 1 : 0;
    }
    // Both intervals of a pair must miss to the wrong side at once: far below 5 %.
    assertTrue(lost <= 20, "lost in " + lost + " of 400");
    assertTrue(kept > 200, "kept more in " + kept + " of 400");
  }

  @Test
  void frontierWithoutBudgetDependsOnlyOnWhoCanBeBought() {
    BudgetResult result = bits().run();
    assertEquals(result.frontier(100).nonDominated(), result.frontier(1e6).nonDominated());
    assertTrue(result.frontier(2).points().stream().noneMatch(p -> p.estimator().equals(LOORF)));
  }

  /** The rule's budgets are those where exact errors cross. */
  @Test
  void ruleNamesTheBudgetAtWhichTheBestChanges() {
    Problem problem =
        BernoulliProblem.of(
            (bits, out) -> {
              for (int r = 0; r < bits.rows(); r++) {
                out[r] = Math.pow(bits.sum(r) - 1.3, 3);
              }
            },
            (bits, out) -> {
              for (int at = 0; at < out.length; at++) {
                out[at] = 3 * Math.pow(bits.sum(at % bits.rows()) - 1.3, 2);
              }
            },
            -1.0,
            0.3,
            2.0);
    BudgetResult result =
        EqualBudget.of(problem).estimators("mean-field", "arm").budget(3, 1e6).run();
    String all = result.rule().lines().findFirst().orElseThrow();
    BudgetRow biased = row(result, "mean-field");
    BudgetRow unbiased = row(result, "arm");
    double crossing =
        unbiased.variance().value() * 1e6 / biased.squaredBias().orElseThrow().value();
    assertTrue(
        all.contains("then arm from " + Ranking.brief(crossing) + " evaluations"),
        all + " for " + crossing);
    assertTrue(all.startsWith("of all: arm from 2, then mean-field from 3"), all);
    assertTrue(result.rule().contains("of the unbiased: arm from 2 evaluations"), result.rule());
  }

  private static BudgetRow row(BudgetResult result, String estimator) {
    return result.rows().stream()
        .filter(r -> r.estimator().equals(estimator) && r.budget() == 1e6)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ruleHasALineForEachNeed() {
    String rule = bits().budget(10, 1000).run().rule();
    assertEquals(
        List.of("of all", "of those that need values of the loss only", "of the unbiased"),
        rule.lines()
            .map(line -> line.substring(0, line.indexOf(':')))
            .collect(Collectors.toList()));
  }

  @Test
  void sweepsFollowTheExactMoments() {
    ProbabilitySweep.Result sweep =
        ProbabilitySweep.of(
                p ->
                    BernoulliProblem.ofProbabilities(
                        (bits, out) -> {
                          for (int r = 0; r < bits.rows(); r++) {
                            out[r] = bits.get(r, 0);
                          }
                        },
                        p))
            .estimators("reinforce", "arm", "st")
            .at(0.1, 0.5, 0.9)
            .run();
    assertEquals(6, sweep.points().size());
    assertEquals(List.of("st"), List.copyOf(sweep.refused().keySet()));
    for (ProbabilitySweep.Point point : sweep.points()) {
      double p = point.value();
      // REINFORCE of f(b) = b is b (1 - p): variance p (1 - p)^2 - p^2 (1 - p)^2 = p (1 - p)^3.
      // ARM is (2 u - 1) / 2 where the pair differs: probability d = 2 min(p, 1 - p), u outside.
      double edge = Math.min(p, 1 - p);
      double second = (1 - Math.pow(1 - 2 * edge, 3)) / 12;
      double variance =
          point.estimator().equals("arm")
              ? second - Math.pow(p * (1 - p), 2)
              : p * Math.pow(1 - p, 3);
      assertEquals(Math.sqrt(variance), point.deviation().value(), 1e-12, point.toString());
      assertEquals(0, point.bias().value(), point.toString());
    }
  }
}
