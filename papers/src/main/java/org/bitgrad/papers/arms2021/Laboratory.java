package org.bitgrad.papers.arms2021;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitgrad.analysis.Progress.Step;
import org.bitgrad.data.Sha256;
import org.bitgrad.papers.shared.Cache;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Home;

/** Computes the tables of a run; those that a killed run finished are not computed again. */
final class Laboratory {
  private static final int TABLES = 3;

  private final ExperimentContext context;
  private final Plan plan;
  private final Cache cache;
  private final long start = System.nanoTime();
  private int done;

  Laboratory(ExperimentContext context, Plan plan) throws IOException {
    this.context = context;
    this.plan = plan;
    String sources = Home.sources().toString() + plan;
    String code = Sha256.of(sources.getBytes(StandardCharsets.UTF_8));
    cache = new Cache(context.output().scratch().resolve(code));
  }

  Evidence evidence() throws IOException, InterruptedException {
    long seed = context.seed();
    String sweep = table(Evidence.SWEEP, () -> Sweep.run(seed, plan.functions()).csv());
    String toy = table(Evidence.TOY, () -> ToyGrid.run(plan, seed).csv());
    String ascents = table(Evidence.ASCENTS, () -> Optimisation.run(plan, seed).csv());
    return new Evidence(ToyGrid.parse(toy), Optimisation.parse(ascents), Sweep.parse(sweep));
  }

  private String table(String name, Supplier<String> work)
      throws IOException, InterruptedException {
    report(name);
    Optional<String> kept = cache.read(name);
    String text = kept.isPresent() ? kept.get() : work.get();
    if (Thread.interrupted()) {
      throw new InterruptedException("the run was interrupted");
    }
    if (kept.isEmpty()) {
      cache.write(name, text);
    }
    done++;
    report(name);
    return text;
  }

  private void report(String name) {
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<Duration> remaining =
        done == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (1e3 * seconds * (TABLES - done) / done)));
    context.progress().report(new Step(name, done, TABLES, remaining));
  }
}
