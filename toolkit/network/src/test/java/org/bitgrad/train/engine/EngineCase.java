package org.bitgrad.train.engine;

import java.util.Collections;
import java.util.List;
import org.bitgrad.data.BatchBuffer;
import org.bitgrad.data.BatchPlan;
import org.bitgrad.data.BatchReader;
import org.bitgrad.data.Examples;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.network.Batch;
import org.bitgrad.network.Dropout;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * A network with a batch, in float32 and, on the same numbers, in float64.
 *
 * @param name for messages
 * @param network parameters rounded to float32
 * @param rows of the batch
 */
record EngineCase(String name, StochasticBinaryNetwork network, int rows) {
  private static final RandomStream DATA = RandomStream.of(3, "engine", "data");

  /** Description of a network: noises as names, sizes from inputs to outputs. */
  record Shape(Encoding encoding, List<String> noises, OutputLoss loss, List<Integer> sizes) {
    static Shape bits(List<String> noises, OutputLoss loss, Integer... sizes) {
      return new Shape(Encoding.BITS, noises, loss, List.of(sizes));
    }

    static Shape spins(List<String> noises, OutputLoss loss, Integer... sizes) {
      return new Shape(Encoding.SPINS, noises, loss, List.of(sizes));
    }
  }

  static EngineCase of(Shape shape, double stretch, int rows) {
    NetworkBuilder builder =
        StochasticBinaryNetwork.input(shape.sizes.get(0)).encoding(shape.encoding);
    int layers = shape.noises.size();
    for (int k = 0; k < layers; k++) {
      builder.bernoulli(shape.sizes.get(k + 1), Noise.parse(shape.noises.get(k)));
    }
    StochasticBinaryNetwork network =
        builder.head(shape.sizes.get(layers + 1), shape.loss).initialise(7);
    for (int k = 0; k <= network.layers(); k++) {
      double[] group = network.group(k);
      for (int i = 0; i < group.length; i++) {
        group[i] = (float) (stretch * group[i]);
      }
    }
    String name = shape.noises + " " + shape.sizes + " " + shape.loss.name();
    return new EngineCase(name + " " + shape.encoding + " x" + stretch, network, rows);
  }

  private static List<String> logistic(int layers) {
    return Collections.nCopies(layers, "logistic");
  }

  /** Small networks of every noise, encoding and loss, in batches of several sizes. */
  static List<EngineCase> small() {
    List<String> mixed = List.of("gaussian", "logistic(2)", "gaussian(0.5)");
    List<String> bounded = List.of("uniform(2)", "triangular(3)");
    List<String> narrower = List.of("triangular", "uniform(1.5)");
    List<String> sharp = List.of("logistic(0.5)", "logistic");
    return List.of(
        of(Shape.bits(logistic(1), OutputLoss.LOGISTIC, 2, 5, 1), 1, 1),
        of(Shape.spins(logistic(2), OutputLoss.SOFTMAX, 3, 6, 4, 3), 1, 3),
        of(Shape.bits(sharp, OutputLoss.SOFTMAX, 4, 7, 5, 2), 1, 7),
        of(Shape.spins(mixed, OutputLoss.LOGISTIC, 5, 8, 9, 7, 1), 1, 33),
        of(Shape.bits(bounded, OutputLoss.SQUARED, 3, 6, 5, 1), 1, 20),
        of(Shape.spins(narrower, OutputLoss.SOFTMAX, 3, 9, 8, 4), 1, 50),
        of(Shape.bits(logistic(2), OutputLoss.SOFTMAX, 3, 6, 4, 3), 4, 19),
        of(Shape.spins(logistic(3), OutputLoss.SQUARED, 6, 40, 33, 21, 1), 1, 203));
  }

  static EngineCase wide() {
    return of(Shape.spins(logistic(2), OutputLoss.SOFTMAX, 200, 150, 130, 10), 1, 100);
  }

  /** {@return whether all units have logistic noise} */
  boolean logistic() {
    return network.describe().stream()
        .allMatch(
            layer -> layer.head() || layer.noise().orElseThrow().name().startsWith("logistic"));
  }

  private boolean classes() {
    return network.outputLoss() == OutputLoss.SOFTMAX;
  }

  private double target(int example) {
    if (classes()) {
      return example % network.sizes()[network.layers() + 1];
    }
    if (network.outputLoss() == OutputLoss.LOGISTIC) {
      return example % 3 == 0 ? -1 : 1;
    }
    return (float) DATA.child("targets").uniform(example);
  }

  /** Inputs that are floats. */
  private double input(int example, int i) {
    return 2 * DATA.child("inputs").centred(1000L * example + i);
  }

  BatchBuffer buffer() {
    return buffer(rows);
  }

  BatchBuffer buffer(int size) {
    return read(BatchBuffer.ofFloats(plan(size)), size);
  }

  BatchBuffer doubles(int size) {
    return read(BatchBuffer.ofDoubles(plan(size)), size);
  }

  private BatchBuffer read(BatchBuffer buffer, int size) {
    new BatchReader(plan(size)).read(0, 0, buffer);
    return buffer;
  }

  private BatchPlan plan(int size) {
    Examples examples =
        new Examples() {
          @Override
          public int size() {
            return size;
          }

          @Override
          public int features() {
            return network.sizes()[0];
          }

          @Override
          public double target(int example) {
            return EngineCase.this.target(example);
          }

          @Override
          public void numbers(int example, double[] out) {
            for (int i = 0; i < features(); i++) {
              out[i] = input(example, i);
            }
          }
        };
    return BatchPlan.of(examples, size);
  }

  /** Without dropout. */
  Problem problem() {
    return network.on(batch());
  }

  private Batch batch() {
    double[][] x = new double[rows][network.sizes()[0]];
    double[] y = new double[rows];
    for (int n = 0; n < rows; n++) {
      for (int i = 0; i < x[n].length; i++) {
        x[n][i] = input(n, i);
      }
      y[n] = target(n);
    }
    return Batch.of(x, y);
  }

  /** The float64 estimate with the random numbers that the engine reads. */
  MeanSink expected(String estimator, RandomStream stream) {
    Dropout masks = Dropout.of(network, rows);
    masks.draw(stream);
    Problem problem = network.on(batch(), masks);
    Session session = Estimators.parse(estimator).open(problem);
    MeanSink sink = new MeanSink(problem);
    session.estimate(new SameNumbers(stream), sink);
    sink.finish();
    return sink;
  }

  /** Gives the numbers of the engine's positions to the sites of layers. */
  record SameNumbers(RandomStream stream) implements Draw {
    @Override
    public void uniforms(String site, int rows, int units, double[] out) {
      String kind = site.startsWith("normal") ? "normal" : "layer";
      long start = (Long.parseLong(site.substring(kind.length())) - 1) << 40;
      for (int r = 0; r < rows; r++) {
        for (int u = 0; u < units; u++) {
          out[u * rows + r] = 0.5 + stream.centred(start + (long) r * units + u);
        }
      }
    }

    @Override
    public Draw at(String name, long index) {
      throw new UnsupportedOperationException("one path only");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
