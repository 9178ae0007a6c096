package org.bitgrad.papers.shared;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitgrad.analysis.Progress.Step;
import org.bitgrad.data.Sha256;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Home;

/** Computes the tables of a run; those that a killed run finished are not computed again. */
final class Laboratory {
  private final ExperimentContext context;
  private final Map<Part, List<Part.Work>> work = new LinkedHashMap<>();
  private final Cache cache;
  private final int all;
  private final long start = System.nanoTime();
  private int done;

  Laboratory(ExperimentContext context, List<Part> parts) throws IOException {
    this.context = context;
    parts.forEach(part -> work.put(part, part.tables()));
    all = work.values().stream().mapToInt(List::size).sum();
    String setting = Home.sources() + context.scale().text() + context.seed();
    String code = Sha256.of(setting.getBytes(StandardCharsets.UTF_8));
    cache = new Cache(context.output().scratch().resolve(code));
  }

  /**
   * {@return the texts by name, in the order of the parts; they are written to the run's folder}
   */
  Map<String, String> tables() throws IOException, InterruptedException {
    Map<String, String> tables = new LinkedHashMap<>();
    for (Map.Entry<Part, List<Part.Work>> part : work.entrySet()) {
      List<Callable<String>> texts = new ArrayList<>();
      part.getValue().forEach(table -> texts.add(() -> text(table)));
      boolean sideBySide = part.getKey().sideBySide() && context.threads() > 1;
      List<String> ready = sideBySide ? Parallel.all(texts, context.threads()) : List.of();
      for (int i = 0; i < texts.size(); i++) {
        Part.Work table = part.getValue().get(i);
        String text = sideBySide ? ready.get(i) : text(table);
        context.output().write(table.name(), text);
        tables.put(table.name(), text);
      }
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
    finished(table.name());
    return text;
  }

  private synchronized void finished(String name) {
    done++;
    report(name);
  }

  private synchronized void report(String name) {
    double seconds = (System.nanoTime() - start) / 1e9;
    Optional<Duration> remaining =
        done == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) (1e3 * seconds * (all - done) / done)));
    context.progress().report(new Step(name, done, all, remaining));
  }
}
