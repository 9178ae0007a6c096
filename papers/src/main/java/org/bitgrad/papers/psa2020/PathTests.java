package org.bitgrad.papers.psa2020;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.network.Batch;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.report.Measurement;

/** The tests of claims that hold path by path or exactly, on networks of both stages. */
final class PathTests {
  private static final int DRAWS = 100;

  private final Batch data;
  private final RandomStream stream;

  PathTests(Batch data, long seed) {
    this.data = data;
    stream = RandomStream.of(seed, Psa2020.PAPER, "paths");
  }

  Map<String, Function<Evidence, Measurement>> all() {
    Map<String, Function<Evidence, Measurement>> tests = new LinkedHashMap<>();
    for (int k = 2; k <= 3; k++) {
      int layer = k;
      tests.put("3 layer" + k, e -> Means.largest(e.each(n -> n.bias(Names.PSA, layer))));
    }
    tests.put("6 head", e -> Means.largest(e.each(n -> n.bias(Names.ST, 3))));
    tests.put("6 limit", e -> Means.smallest(e.published(Stage.EARLY).each(this::order)));
    tests.put("10 same-path", e -> Means.largest(e.each(this::headDifference)));
    return tests;
  }

  /** The largest relative difference of ST and REINFORCE in the head, over sampled paths. */
  private double headDifference(NetworkStudy network) {
    Problem problem = network.checkpoint().network().on(data);
    double largest = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      Gradient st = sample(Names.ST, problem, draw);
      Gradient reinforce = sample(Names.REINFORCE, problem, draw);
      largest = Math.max(largest, Norms.distance(st, reinforce, 3));
    }
    return largest;
  }

  /** The exponent p in |PSA - ST| / |PSA| ~ scale^p. */
  private double order(NetworkStudy network) {
    return Math.log10(linearisation(network, 0.01) / linearisation(network, 0.001));
  }

  /** The mean over draws and hidden layers of |PSA - ST| / |PSA| with shrunk weights. */
  private double linearisation(NetworkStudy network, double scale) {
    Problem problem = shrunk(network.checkpoint().network(), scale).on(data);
    double sum = 0;
    for (int draw = 0; draw < DRAWS; draw++) {
      Gradient psa = sample(Names.PSA, problem, draw);
      Gradient st = sample(Names.ST, problem, draw);
      for (int k = 0; k < 3; k++) {
        sum += Norms.distance(st, psa, k);
      }
    }
    return sum / (3 * DRAWS);
  }

  /** The network with the weights after the first layer multiplied; biases stay. */
  private static StochasticBinaryNetwork shrunk(StochasticBinaryNetwork network, double scale) {
    StochasticBinaryNetwork copy = network.copy();
    int[] sizes = copy.sizes();
    for (int k = 1; k <= copy.layers(); k++) {
      for (int i = 0; i < sizes[k] * sizes[k + 1]; i++) {
        copy.group(k)[i] *= scale;
      }
    }
    return copy;
  }

  private Gradient sample(String estimator, Problem problem, int draw) {
    MeanSink sink = new MeanSink(problem);
    Estimators.parse(estimator).open(problem).estimate(Draw.of(stream.child(draw)), sink);
    sink.finish();
    return sink.gradient();
  }
}
