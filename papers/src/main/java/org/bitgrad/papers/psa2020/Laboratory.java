package org.bitgrad.papers.psa2020;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitgrad.data.Sha256;
import org.bitgrad.network.Batch;
import org.bitgrad.papers.shared.Cache;
import org.bitgrad.report.ExperimentContext;
import org.bitgrad.report.Home;

/** Trains the networks and studies the estimators on them; continues where a killed run ended. */
final class Laboratory {
  /** Starts that may be set aside, for each one that is kept. */
  private static final int MOST_SET_ASIDE = 10;

  private final Batch data;
  private final Plan plan;
  private final long seed;
  private final Cache cache;
  private final OverallProgress progress;
  private final Studies studies;

  Laboratory(ExperimentContext context) throws IOException {
    this(context, Plan.of(context.scale()));
  }

  /** With a plan of its own, for tests. */
  Laboratory(ExperimentContext context, Plan plan) throws IOException {
    this.plan = plan;
    seed = context.seed();
    data = HalfCosineData.sample(seed, plan.points());
    cache = new Cache(context.output().scratch().resolve(code()));
    progress = new OverallProgress(context.progress(), plan);
    studies = new Studies(data, plan, seed, context.threads(), progress);
  }

  /** A name for the sources that compute the cached numbers; other sources compute them anew. */
  private static String code() throws IOException {
    return Sha256.of(Home.sources().toString().getBytes(StandardCharsets.UTF_8));
  }

  Batch data() {
    return data;
  }

  /** As many starts as planned, both recipes, with their studies. */
  Evidence evidence() throws IOException, InterruptedException {
    List<NetworkStudy> studied = new ArrayList<>();
    List<Checkpoint> setAside = new ArrayList<>();
    for (int start = 1, found = 0; found < plan.networks(); start++) {
      List<Checkpoint> published = checkpoints(Recipe.REINFORCE, start, 0);
      Checkpoint trained = published.get(published.size() - 1);
      if (published.size() == Stage.values().length) {
        found++;
        for (Checkpoint checkpoint : published) {
          studied.add(study(checkpoint));
        }
        for (Checkpoint checkpoint : checkpoints(Recipe.EXACT, start, trained.loss())) {
          studied.add(study(checkpoint));
        }
      } else {
        setAside.add(trained);
      }
      if (setAside.size() > MOST_SET_ASIDE * plan.networks()) {
        throw new IllegalStateException(
            setAside.size() + " starts did not come to the early stage; try another seed");
      }
    }
    return new Evidence(studied, setAside);
  }

  /** The trained network last; the early one is missing if training never came to that stage. */
  private List<Checkpoint> checkpoints(Recipe recipe, int start, double enough)
      throws IOException, InterruptedException {
    String name = "-" + recipe.text() + "-" + start + ".json";
    Optional<Checkpoint> trained =
        cache.read(Stage.TRAINED.text() + name).map(NetworkFile::checkpoint);
    if (trained.isPresent()) {
      List<Checkpoint> found = new ArrayList<>();
      cache.read(Stage.EARLY.text() + name).map(NetworkFile::checkpoint).ifPresent(found::add);
      found.add(trained.get());
      return found;
    }
    List<Checkpoint> made = new Trainer(data, seed, recipe, start).train(plan.updates(), enough);
    for (Checkpoint checkpoint : made) {
      cache.write(checkpoint.name() + ".json", NetworkFile.text(checkpoint, data));
    }
    return made;
  }

  private NetworkStudy study(Checkpoint checkpoint) throws IOException, InterruptedException {
    progress.next(checkpoint.name());
    Optional<String> moments = cache.read(checkpoint.name() + "-moments.csv");
    Optional<String> curves = cache.read(checkpoint.name() + "-curves.csv");
    if (moments.isPresent() && curves.isPresent()) {
      return NetworkStudy.parse(checkpoint, moments.get(), curves.get());
    }
    NetworkStudy study = studies.of(checkpoint);
    cache.write(checkpoint.name() + "-moments.csv", study.momentsCsv());
    cache.write(checkpoint.name() + "-curves.csv", study.pointsCsv());
    return study;
  }
}
