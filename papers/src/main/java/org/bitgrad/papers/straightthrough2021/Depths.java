package org.bitgrad.papers.straightthrough2021;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyInterruptedException;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.analysis.StudyRow;
import org.bitgrad.estimator.path.StraightThrough;
import org.bitgrad.estimator.score.Baseline;
import org.bitgrad.estimator.score.Reinforce;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.RecordTable;

/**
 * Errors of ST and of REINFORCE in the first layer of networks of several depths.
 *
 * @param rows one per depth and network
 */
record Depths(List<Row> rows) {
  private static final RecordTable<Row> TABLE =
      RecordTable.of(
          Row.class,
          "depth",
          "network",
          "rmse_st",
          "rmse_reinforce",
          "rel_bias_st",
          "cos_mean_st",
          "norm");

  static final String FILE = "depths.csv";
  static final int DEEPEST = 5;

  private static final String FIRST = "layer0";

  Depths {
    rows = List.copyOf(rows);
  }

  /**
   * A network.
   *
   * @param depth layers
   * @param network its number
   * @param st relative root mean squared error of one estimate of ST
   * @param reinforce the same of REINFORCE with the expected loss as baseline
   * @param bias relative bias of ST
   * @param cosine of the mean of ST and the exact gradient
   * @param norm of the mean of ST over that of the exact gradient
   */
  record Row(
      int depth,
      int network,
      double st,
      double reinforce,
      double bias,
      double cosine,
      double norm) {
    double ratio() {
      return reinforce / st;
    }
  }

  static Depths run(Plan plan, long seed, int threads) throws InterruptedException {
    List<Row> rows = new ArrayList<>();
    for (int depth = 1; depth <= DEEPEST; depth++) {
      for (int network = 0; network < plan.depths(); network++) {
        rows.add(row(depth, network, plan.trials(), seed, threads));
      }
    }
    return new Depths(rows);
  }

  private static Row row(int depth, int network, int trials, long seed, int threads)
      throws InterruptedException {
    RandomStream stream = StraightThrough2021.stream(seed, "depths").child(depth).child(network);
    Problem problem = DeepNetwork.of(stream, depth);
    StraightThrough st = new StraightThrough();
    Reinforce reinforce =
        new Reinforce(1, Baseline.constant(ExactOracle.compute(problem).expectedLoss()));
    StudyResult study;
    try {
      study =
          GradientStudy.of(problem)
              .estimators(st, reinforce)
              .samples(1, trials)
              .trials(trials)
              .seed(stream.key())
              .threads(threads)
              .requireExact(true)
              .run();
    } catch (StudyInterruptedException e) {
      InterruptedException interrupted = new InterruptedException("the study was interrupted");
      interrupted.initCause(e);
      throw interrupted;
    }
    StudyRow one = study.row(st.name(), FIRST, 1);
    double[] exact = study.exact().orElseThrow().gradient().group(0);
    return new Row(
        depth,
        network,
        one.rmse().getAsDouble(),
        study.row(reinforce.name(), FIRST, 1).rmse().getAsDouble(),
        one.relBias().getAsDouble(),
        study.row(st.name(), FIRST, trials).cos().getAsDouble(),
        Vectors.norm(study.estimator(st.name()).mean().group(0)) / Vectors.norm(exact));
  }

  List<Row> of(int depth) {
    return rows.stream().filter(row -> row.depth == depth).toList();
  }

  static int[] all() {
    return IntStream.rangeClosed(1, DEEPEST).toArray();
  }

  String csv() {
    return TABLE.text(rows);
  }

  static Depths parse(String text) {
    return new Depths(TABLE.rows(text));
  }
}
