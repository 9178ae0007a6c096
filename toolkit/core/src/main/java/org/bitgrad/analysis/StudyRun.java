package org.bitgrad.analysis;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.bitgrad.analysis.Progress.Step;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.exact.ExactMoments;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.exact.ExactProgress;
import org.bitgrad.exact.ExactResult;
import org.bitgrad.exact.Moments;
import org.bitgrad.exact.TooCostlyException;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;

/** One run of a study, from its settings to its result. */
final class StudyRun {
  /** Trials by which the unit of the statistics is chosen. */
  private static final int LOOKED_AT = 4;

  private final Problem problem;
  private final List<Estimator> estimators;
  private final StudySettings settings;
  private final Optional<Path> folder;
  private final StudyTable table;
  private boolean momentsOfEach = true;

  StudyRun(
      Problem problem, List<Estimator> estimators, StudySettings settings, Optional<Path> folder) {
    this.problem = problem;
    this.estimators = estimators;
    this.settings = settings;
    this.folder = folder;
    this.table = new StudyTable(problem, settings);
  }

  /** Whether it is an error if an estimator has no exact moments and the settings want them. */
  StudyRun momentsOfEach(boolean required) {
    momentsOfEach = required;
    return this;
  }

  StudyResult run(int threads, Progress progress) {
    StudyMemory.require(problem, settings.trials(), estimators.size(), threads);
    List<Trials> trials = new ArrayList<>();
    for (Estimator estimator : estimators) {
      requireMoments(estimator);
      estimator.open(problem); // refused before another one adapts
    }
    for (Estimator estimator : estimators) {
      trials.add(Trials.prepare(problem, estimator, settings.seed()));
    }
    Optional<ExactResult> exact = enumerated(() -> exact(progress));
    List<Target> targets = new ArrayList<>();
    exact.ifPresent(
        e -> {
          for (int g = 0; g < problem.parameters().groups(); g++) {
            targets.add(new Target(e.gradient().group(g)));
          }
        });
    StudyResult result = new StudyResult(settings, exact, problem.parameters().names());
    ProgressMeter meter = new ProgressMeter(progress, (long) settings.trials() * estimators.size());
    try (TrialPool pool = new TrialPool(threads)) {
      for (Trials t : trials) {
        EstimatorStatistics statistics =
            new EstimatorStatistics(problem.parameters(), suited(targets, t), settings);
        Optional<StudyCheckpoint> checkpoint =
            folder.map(f -> new StudyCheckpoint(f, Fingerprint.of(settings, t, targets)));
        new EstimatorRun(t, statistics, checkpoint, meter).complete(pool);
        add(result, t, statistics, enumerated(() -> moments(t, threads, progress)));
      }
    }
    return result;
  }

  /** The targets, each in a unit in which errors of the estimator's first trials can be squared. */
  private List<Target> suited(List<Target> targets, Trials trials) {
    List<Target> suited = new ArrayList<>();
    Trials.Worker worker = trials.acquire();
    double[] largest = new double[targets.size()];
    for (int t = 0; t < Math.min(LOOKED_AT, settings.trials()); t++) {
      Gradient estimate = worker.estimate(t);
      for (int g = 0; g < largest.length; g++) {
        largest[g] = Math.max(largest[g], Target.largest(estimate.group(g)));
      }
    }
    trials.release(worker);
    for (int g = 0; g < largest.length; g++) {
      suited.add(Target.suited(targets.get(g).gradient(), largest[g]));
    }
    return suited;
  }

  private void requireMoments(Estimator estimator) {
    boolean needed = settings.exactMoments() && momentsOfEach;
    if (needed && !ExactMoments.supportsGivenState(estimator, problem)) {
      throw new IllegalArgumentException(
          "exactMoments must be false for "
              + estimator.name()
              + ", whose exact moments are not available on this problem, but is true");
    }
  }

  private Optional<ExactResult> exact(Progress progress) {
    try {
      return Optional.of(
          ExactOracle.compute(
              problem, ExactOracle.DEFAULT_LIMIT, points(progress, "exact gradient")));
    } catch (TooCostlyException | UnsupportedOperationException e) {
      if (settings.requireExact()) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private Optional<Moments> moments(Trials trials, int threads, Progress progress) {
    Estimator estimator = trials.estimator();
    if (!settings.exactMoments() || !ExactMoments.supportsGivenState(estimator, problem)) {
      return Optional.empty();
    }
    if (!momentsOfEach && !affordable(trials)) {
      return Optional.empty();
    }
    ExactProgress listener = points(progress, "exact moments of " + estimator.name());
    return Optional.of(ExactMoments.given(estimator, problem, trials.state(), threads, listener));
  }

  private boolean affordable(Trials trials) {
    try {
      double cost = ExactMoments.cost(trials.estimator(), problem, trials.state());
      return cost <= MomentSettings.EXACT_UP_TO;
    } catch (TooCostlyException | UnsupportedOperationException e) {
      return false;
    }
  }

  private static ExactProgress points(Progress progress, String label) {
    return (done, total) -> progress.report(new Step(label, done, total, Optional.empty()));
  }

  private static <T> T enumerated(Supplier<T> work) {
    try {
      return work.get();
    } catch (CancellationException e) {
      Thread.currentThread().interrupt();
      throw new StudyInterruptedException("the study was interrupted");
    }
  }

  private void add(
      StudyResult result,
      Trials trials,
      EstimatorStatistics statistics,
      Optional<Moments> exactMoments) {
    List<GroupSummary> summaries = new ArrayList<>();
    if (result.exact().isPresent()) {
      for (int g = 0; g < problem.parameters().groups(); g++) {
        summaries.add(GroupSummary.of(statistics.group(g), settings.samples().size()));
      }
    }
    Estimator estimator = trials.estimator();
    result.add(
        estimates(trials, statistics, exactMoments),
        table.rows(estimator, summaries),
        List.copyOf(summaries));
  }

  private EstimatorResult estimates(
      Trials trials, EstimatorStatistics statistics, Optional<Moments> exactMoments) {
    Estimator estimator = trials.estimator();
    boolean varies = settings.trials() > 1 || exactMoments.isPresent();
    return new EstimatorResult(
        estimator.name(),
        settings.trials(),
        exactMoments.isPresent(),
        exactMoments.map(Moments::mean).orElseGet(() -> mean(statistics)),
        varies
            ? Optional.of(exactMoments.map(Moments::variance).orElseGet(() -> variance(statistics)))
            : Optional.empty(),
        Arrays.stream(trials.state()).boxed().toList(),
        settings.trials() * table.evaluations(estimator),
        settings.trials() * StudyTable.gradientEvaluations(estimator),
        statistics.seconds());
  }

  private Gradient mean(EstimatorStatistics statistics) {
    Gradient mean = problem.newGradient();
    for (int g = 0; g < mean.layout().groups(); g++) {
      double[] from = statistics.group(g).total().mean();
      for (int i = 0; i < from.length; i++) {
        mean.group(g)[i] = Math.scalb(from[i], statistics.exponent(g));
      }
    }
    return mean;
  }

  private Gradient variance(EstimatorStatistics statistics) {
    Gradient variance = problem.newGradient();
    for (int g = 0; g < variance.layout().groups(); g++) {
      RunningMoments from = statistics.group(g).total();
      for (int i = 0; i < variance.layout().size(g); i++) {
        variance.group(g)[i] = from.variance(i, statistics.exponent(g));
      }
    }
    return variance;
  }
}
