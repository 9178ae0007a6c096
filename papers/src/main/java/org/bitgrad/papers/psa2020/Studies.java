package org.bitgrad.papers.psa2020;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.EstimatorResult;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.Interval;
import org.bitgrad.analysis.Progress;
import org.bitgrad.analysis.StudyInterruptedException;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.network.Batch;
import org.bitgrad.problem.Gradient;
import org.bitgrad.random.RandomStream;

/** Studies all estimators on a network. */
final class Studies {
  private static final String[] ENUMERATED = {
    Names.PSA, Names.ST, Names.REINFORCE, Names.MEAN_FIELD
  };
  private static final String[] SAMPLED = {Names.ARM, Names.CONCRETE_COLD, Names.CONCRETE_WARM};

  private final Batch data;
  private final Plan plan;
  private final long seed;
  private final int threads;
  private final Progress progress;

  Studies(Batch data, Plan plan, long seed, int threads, Progress progress) {
    this.data = data;
    this.plan = plan;
    this.seed = seed;
    this.threads = threads;
    this.progress = progress;
  }

  /** The study of one network; exact moments where they can be enumerated. */
  NetworkStudy of(Checkpoint checkpoint) throws InterruptedException {
    try {
      return table(checkpoint, List.of(run(checkpoint, true), run(checkpoint, false)));
    } catch (StudyInterruptedException e) {
      // The exception now carries the interrupt.
      Thread.interrupted();
      InterruptedException interrupted = new InterruptedException(e.getMessage());
      interrupted.initCause(e);
      throw interrupted;
    }
  }

  private static NetworkStudy table(Checkpoint checkpoint, List<StudyResult> studies) {
    List<Moments> moments = new ArrayList<>();
    List<CurvePoint> points = new ArrayList<>();
    for (StudyResult study : studies) {
      for (EstimatorResult estimator : study.estimators()) {
        for (int layer = 0; layer < study.groups().size(); layer++) {
          moments.add(moments(study, estimator, layer));
          for (int samples : study.settings().samples()) {
            points.add(point(study, estimator.name(), layer, samples));
          }
        }
      }
    }
    return new NetworkStudy(checkpoint, moments, points);
  }

  private StudyResult run(Checkpoint checkpoint, boolean enumerated) {
    return GradientStudy.of(checkpoint.network().on(data))
        .estimators(enumerated ? ENUMERATED : SAMPLED)
        .samples(samples(checkpoint).stream().mapToInt(m -> m).toArray())
        .trials(plan.trials())
        .seed(RandomStream.of(seed, Psa2020.PAPER, "study", checkpoint.name()).bits(0))
        .threads(threads)
        .requireExact(true)
        .exactMoments(enumerated)
        .progress(progress)
        .run();
  }

  /** All M for the networks that stand for published ones, a few for the others. */
  private List<Integer> samples(Checkpoint checkpoint) {
    return checkpoint.recipe() == Recipe.REINFORCE
        ? plan.samples()
        : plan.samples().stream().filter(m -> List.of(1, 10, 100, 1000).contains(m)).toList();
  }

  private static Moments moments(StudyResult study, EstimatorResult estimator, int layer) {
    Gradient exact = study.exact().orElseThrow().gradient();
    String group = study.groups().get(layer);
    StudyRow row = study.row(estimator.name(), group, study.settings().samples().get(0));
    if (estimator.exactMoments()) {
      double bias = Norms.distance(estimator.mean(), exact, layer);
      double std =
          Norms.rootOfSum(estimator.variance().orElseThrow(), layer)
              / Norms.norm(exact.group(layer));
      return new Moments(
          estimator.name(),
          layer,
          true,
          bias,
          new Interval(bias, bias),
          std,
          new Interval(std, std));
    }
    return new Moments(
        estimator.name(),
        layer,
        false,
        row.relBias().orElseThrow(),
        study.relBiasInterval(estimator.name(), group).orElseThrow(),
        row.relStd().orElseThrow(),
        study.relStdInterval(estimator.name(), group).orElseThrow());
  }

  private static CurvePoint point(StudyResult study, String estimator, int layer, int samples) {
    String group = study.groups().get(layer);
    StudyRow row = study.row(estimator, group, samples);
    Optional<Interval> band =
        row.cosQ15().isEmpty()
            ? Optional.empty()
            : Optional.of(new Interval(row.cosQ15().getAsDouble(), row.cosQ85().orElseThrow()));
    return new CurvePoint(
        estimator,
        layer,
        samples,
        row.groups(),
        row.rmse().orElseThrow(),
        study.rmseInterval(estimator, group, samples),
        row.cos().orElseThrow(),
        study.cosineInterval(estimator, group, samples),
        band);
  }
}
