package org.bitgrad.papers.shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitgrad.analysis.Progress.Step;
import org.bitgrad.data.Sha256;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Home;

/** Computes the tables of a run; those that a killed run finished are not computed again. */
final class Laboratory {
  private final ExperimentContext context;
  private final List<Part.Work> work;
  private final Cache cache;
  private final long start = System.nanoTime();
  private int done;

  Laboratory(ExperimentContext context, List<Part> parts) throws IOException {
    this.context = context;
    work = parts.stream().flatMap(part -> part.tables().stream()).toList();
    String setting = Home.sources() + context.scale().text() + context.seed();
    String code = Sha256.of(setting.getBytes(StandardCharsets.UTF_8));
    cache = new Cache(context.output().scratch().resolve(code));
  }

  /**
   * {@return the texts by name, in the order of the parts; they are written to the run's folder}
   */
  Map<String, String> tables() throws IOException, InterruptedException {
    Map<String, String> tables = new LinkedHashMap<>();
    for (Part.Work table : work) {
      String text = text(table);
      context.output().write(table.name(), text);
      tables.put(table.name(), text);
    }
    return tables;
  }

  private String text(Part.Work table) throws IOException, InterruptedException {
    report(table.name());
    Optional<String> kept = cache.read(table.name());
    String text = kept.isPresent() ? kept.get() : table.text().compute();
    if (Thread.interrupted()) {
      throw new InterruptedException("the run was interrupted");
    }
    if (kept.isEmpty()) {
      cache.write(table.name(), text);
    }
    done++;
    report(table.name());
    return text;
  }

  private void report(String name) {
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<Duration> remaining =
        done == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (1e3 * seconds * (work.size() - done) / done)));
    context.progress().report(new Step(name, done, work.size(), remaining));
  }
}
