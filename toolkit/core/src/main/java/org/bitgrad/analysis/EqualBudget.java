package org.bitgrad.analysis;

import java.util.Arrays;
import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.problem.Problem;

/**
 * Compares estimators that may spend the same: variance, squared bias and mean squared error of the
 * mean of as many estimates as a number of evaluations (or of seconds) buys.
 *
 * <p>An estimate costs its evaluations of the loss plus, for each evaluation of the loss's
 * derivative, {@link #gradientCost} more (2 by default: a backward pass through a network is about
 * two forward passes, A. Griewank, A. Walther, "Evaluating Derivatives", 2008, section 4.4; where
 * the derivative comes free, or is dear, say so). The number of estimates is not rounded, see
 * {@link BudgetRow}.
 *
 * <p>Moments are exact where they can be enumerated for at most {@link #exactUpTo} numbers, those
 * of a stateful estimator given the state that it adapted to; others are sampled, with 95 %
 * intervals. All estimators sample from the same random streams, which pairs the errors of similar
 * ones. A bias that an estimator declares to be 0 is taken for 0 unless {@link #believeTraits} says
 * otherwise.
 *
 * <p>Setters change this comparison and return it.
 *
 * <pre>{@code
 * BudgetResult result = EqualBudget.of(problem)
 *     .estimators("arm", "reinforce(4,baseline=leave-one-out)", "st").budget(100, 1000).seed(7).run();
 * System.out.println(result.ranking(100).text());
 * System.out.println(result.rule());
 * }</pre>
 */
public final class EqualBudget {
  /** Evaluations of the loss that one of its derivative counts as, unless said otherwise. */
  public static final double GRADIENT_COST = 2;

  private static final int MOST_THREADS = 1024;

  private final Problem problem;
  private List<Estimator> estimators = List.of();
  private double[] budgets = {100};
  private double[] seconds = {};
  private double gradientCost = GRADIENT_COST;
  private MomentSettings settings = MomentSettings.DEFAULT;
  private int threads = Runtime.getRuntime().availableProcessors();
  private Progress progress = Progress.NONE;

  private EqualBudget(Problem problem) {
    this.problem = problem;
  }

  /**
   * A comparison on a problem.
   *
   * @param problem expected loss
   * @return the comparison, without estimators yet
   * @throws IllegalArgumentException if the problem is null
   */
  public static EqualBudget of(Problem problem) {
    requireGiven("problem", problem);
    return new EqualBudget(problem);
  }

  /**
   * Sets the estimators by name.
   *
   * @param names as {@link Estimators} knows them, all different
   * @return this comparison
   * @throws IllegalArgumentException if a name is refused, stands twice, or none is given
   */
  public EqualBudget estimators(String... names) {
    requireGiven("estimators", names);
    return estimators(Arrays.stream(names).map(Estimators::parse).toArray(Estimator[]::new));
  }

  /**
   * Sets the estimators; those that refuse the problem are reported with their reason.
   *
   * @param recipes at least one, all with different names
   * @return this comparison
   * @throws IllegalArgumentException if a name stands twice, or none is given
   */
  public EqualBudget estimators(Estimator... recipes) {
    requireGiven("estimators", recipes);
    for (Estimator recipe : recipes) {
      requireGiven("estimators", recipe);
    }
    List<Estimator> given = List.of(recipes);
    StudySettings.checkEstimators(given.stream().map(Estimator::name).toList());
    estimators = given;
    return this;
  }

  /** {@return this comparison, of every estimator with its default arguments} */
  public EqualBudget allEstimators() {
    return estimators(Estimators.all().toArray(Estimator[]::new));
  }

  /**
   * Sets the budgets, 100 by default.
   *
   * @param evaluations of the loss per data point; ascending, each positive and finite
   * @return this comparison
   * @throws IllegalArgumentException if there are none, or they do not ascend from above 0
   */
  public EqualBudget budget(double... evaluations) {
    requireGiven("budget", evaluations);
    checkAscending("budget", evaluations);
    if (evaluations.length == 0) {
      throw new IllegalArgumentException("budget must hold at least one number, but is empty");
    }
    budgets = evaluations.clone();
    return this;
  }

  /**
   * Sets budgets of time, none by default: seconds per estimate are then measured, one thread, the
   * least of several rounds.
   *
   * @param times in seconds; ascending, each positive and finite
   * @return this comparison
   * @throws IllegalArgumentException if they do not ascend from above 0
   */
  public EqualBudget seconds(double... times) {
    requireGiven("seconds", times);
    checkAscending("seconds", times);
    seconds = times.clone();
    return this;
  }

  /**
   * Sets how many evaluations of the loss one of its derivative counts as, 2 by default.
   *
   * @param evaluations at least 0
   * @return this comparison
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public EqualBudget gradientCost(double evaluations) {
    if (!(evaluations >= 0 && evaluations < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "gradientCost must be at least 0 and finite, but is " + evaluations);
    }
    gradientCost = evaluations;
    return this;
  }

  /**
   * Sets the number of estimates where moments are sampled, 20000 by default.
   *
   * @param count at least 20
   * @return this comparison
   * @throws IllegalArgumentException if it is not
   */
  public EqualBudget trials(int count) {
    settings = settings.withTrials(count);
    return this;
  }

  /**
   * Sets the seed of every random number, 1 by default.
   *
   * @param value any number
   * @return this comparison
   */
  public EqualBudget seed(long value) {
    settings = settings.withSeed(value);
    return this;
  }

  /**
   * Sets up to which cost moments are enumerated, 2^27 by default (about a second each); 0: all are
   * sampled.
   *
   * @param numbers that the estimator writes, see {@link org.bitgrad.exact.ExactMoments#cost}
   * @return this comparison
   * @throws IllegalArgumentException if it is negative
   */
  public EqualBudget exactUpTo(double numbers) {
    settings = settings.withExactUpTo(numbers);
    return this;
  }

  /**
   * Sets whether a bias that an estimator's traits declare to be 0 is taken for 0 where it is not
   * enumerated, true by default. Otherwise it is sampled, and its noise limits the comparison at
   * large budgets.
   *
   * @param believe whether
   * @return this comparison
   */
  public EqualBudget believeTraits(boolean believe) {
    settings = settings.withBelief(believe);
    return this;
  }

  /**
   * Sets the number of threads, by default one per processor; it does not change the result.
   *
   * @param count 1 to 1024
   * @return this comparison
   * @throws IllegalArgumentException if it is not
   */
  public EqualBudget threads(int count) {
    if (count < 1 || count > MOST_THREADS) {
      throw new IllegalArgumentException(
          "threads must be 1 to " + MOST_THREADS + ", but is " + count);
    }
    threads = count;
    return this;
  }

  /**
   * Sets who is told how far the comparison is; nobody by default.
   *
   * @param listener called on the thread that runs it
   * @return this comparison
   * @throws IllegalArgumentException if it is null
   */
  public EqualBudget progress(Progress listener) {
    requireGiven("progress", listener);
    progress = listener;
    return this;
  }

  /**
   * Runs the comparison.
   *
   * @return what it found
   * @throws IllegalArgumentException if there are no estimators
   * @throws ArithmeticException if an estimate is not finite; the message says where
   * @throws StudyInterruptedException if the thread is interrupted
   */
  public BudgetResult run() {
    StudySettings.checkEstimators(estimators.stream().map(Estimator::name).toList());
    return new BudgetRun(problem, settings, gradientCost)
        .run(estimators, new BudgetResult.Budgets(budgets, seconds), threads, progress);
  }

  private static void checkAscending(String name, double... numbers) {
    double last = 0;
    for (double number : numbers) {
      if (!(number > last && number < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            name + " must be positive, finite and ascending, but holds " + number);
      }
      last = number;
    }
  }

  private static void requireGiven(String name, Object value) {
    if (value == null) {
      throw new IllegalArgumentException(name + " must be given, but is null");
    }
  }
}
