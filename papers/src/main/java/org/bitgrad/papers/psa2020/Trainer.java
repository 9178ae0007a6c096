package org.bitgrad.papers.psa2020;

import java.util.ArrayList;
import java.util.List;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.network.Batch;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;

/**
 * Trains the networks of the experiment: stochastic gradient descent with step 0.03 and momentum
 * 0.9, batches of 10 points in a new order each epoch, one sample per point (Shekhovtsov, Yanush
 * and Flach 2020, released code).
 */
final class Trainer {
  static final double STEP = 0.03;
  static final double MOMENTUM = 0.9;
  static final int BATCH = 10;
  static final double EARLY_LOSS = 0.684;
  static final double EARLY_TOLERANCE = 0.003;

  /** Updates between looks at the exact loss, while the early stage is awaited. */
  private static final int LOOK = 5;

  /** Updates after which an early stage that never came is given up. */
  private static final int PATIENCE = 40_000;

  private static final Estimator REINFORCE = Estimators.parse("reinforce");

  private final Batch data;
  private final Recipe recipe;
  private final int number;
  private final RandomStream stream;
  private final StochasticBinaryNetwork network;
  private final Problem problem;
  private final Gradient velocity;
  private int updates;

  Trainer(Batch data, long seed, Recipe recipe, int number) {
    this.data = data;
    this.recipe = recipe;
    this.number = number;
    stream = RandomStream.of(seed, Psa2020.PAPER, "training").child(number);
    network = untrained(data, stream.child("initialise").bits(0));
    problem = network.on(data);
    velocity = problem.newGradient();
  }

  /** The 2-5-5-5-1 network before training. */
  static StochasticBinaryNetwork untrained(Batch data, long seed) {
    return StochasticBinaryNetwork.input(data.inputs())
        .bernoulli(5)
        .bernoulli(5)
        .bernoulli(5)
        .head(1, OutputLoss.LOGISTIC)
        .initialise(seed, data);
  }

  /**
   * Trains through the early stage to the end.
   *
   * @param most so many updates, or until the early stage comes, but at most {@link #PATIENCE}
   * @param enough loss at which training ends, looked at once an epoch; 0 for all updates
   * @return the early and the trained network; the latter alone if the early stage never came
   * @throws InterruptedException if the thread was interrupted; looked at once an epoch
   */
  List<Checkpoint> train(int most, double enough) throws InterruptedException {
    List<Checkpoint> checkpoints = new ArrayList<>();
    for (int epoch = 0; updates < (checkpoints.isEmpty() ? PATIENCE : most); epoch++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("training was interrupted");
      }
      epoch(epoch, checkpoints);
      if (enough > 0 && !checkpoints.isEmpty() && loss() <= enough) {
        break;
      }
    }
    checkpoints.add(checkpoint(Stage.TRAINED));
    return checkpoints;
  }

  private void epoch(int epoch, List<Checkpoint> checkpoints) {
    int[] order = shuffled(epoch);
    int[] batch = new int[BATCH];
    for (int from = 0; from + BATCH <= order.length; from += BATCH) {
      System.arraycopy(order, from, batch, 0, BATCH);
      update(gradient(problem.at(batch)));
      if (checkpoints.isEmpty()
          && updates % LOOK == 0
          && Math.abs(loss() - EARLY_LOSS) <= EARLY_TOLERANCE) {
        checkpoints.add(checkpoint(Stage.EARLY));
      }
    }
  }

  /** A random order of the points. */
  private int[] shuffled(int epoch) {
    RandomStream keys = stream.child("order").child(epoch);
    int[] order = new int[data.points()];
    for (int n = 0; n < order.length; n++) {
      // Inside-out shuffle (Fisher and Yates).
      int at = (int) (keys.uniform(n) * (n + 1));
      order[n] = order[at];
      order[at] = n;
    }
    return order;
  }

  private Gradient gradient(Problem batch) {
    if (recipe == Recipe.EXACT) {
      return ExactOracle.compute(batch).gradient();
    }
    MeanSink sink = new MeanSink(batch);
    REINFORCE.open(batch).estimate(Draw.of(stream.child("update").child(updates)), sink);
    sink.finish();
    return sink.gradient();
  }

  private void update(Gradient gradient) {
    velocity.scale(MOMENTUM);
    velocity.add(gradient);
    for (int g = 0; g < velocity.layout().groups(); g++) {
      double[] parameters = network.group(g);
      double[] v = velocity.group(g);
      for (int i = 0; i < v.length; i++) {
        parameters[i] -= STEP * v[i];
      }
    }
    updates++;
  }

  private double loss() {
    return ExactOracle.compute(problem).expectedLoss();
  }

  private Checkpoint checkpoint(Stage stage) {
    return new Checkpoint(stage, recipe, number, updates, loss(), network.copy());
  }
}
