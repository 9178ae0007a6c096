package org.bitgrad.bench;

import java.util.concurrent.TimeUnit;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.estimator.Session;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time of one estimate of a function of bits, of any registered estimator; {@link
 * CompareEstimators} runs it for all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 150, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
public class EveryEstimatorBenchmark {
  private static final int ADAPTATIONS = 100;

  /** Name as {@link Estimators#parse} reads it. */
  @Param("reinforce")
  public String estimator;

  /** Number of bits. */
  @Param({"8", "64", "512"})
  public int bits;

  /** Whether of the multi-sample bound whose log weight is the function. */
  @Param("false")
  public boolean bound;

  private Session session;
  private MeanSink sink;
  private RandomStream stream;
  private long trial;

  /** Opens the session, and lets it adapt if it is stateful. */
  @Setup
  public void open() {
    Estimator recipe = Estimators.parse(estimator);
    Problem problem = FunctionOfBits.problem(bits);
    problem = bound ? problem.bound(FunctionOfBits.BOUND) : problem;
    session = recipe.open(problem);
    sink = new MeanSink(problem);
    stream = RandomStream.of(7, "bench", estimator);
    for (int t = 0; t < ADAPTATIONS; t++) {
      session.adapt(Draw.of(stream.child("adaptation").child(t)));
    }
  }

  /** One estimate at one point. */
  @Benchmark
  public double estimate() {
    sink.clear();
    session.estimate(Draw.of(stream.child(trial++)), sink);
    sink.finish();
    return sink.value();
  }
}
