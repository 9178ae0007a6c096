package org.bitgrad.bench;

import java.util.concurrent.TimeUnit;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.exact.ExactOracle;
import org.bitgrad.problem.Problem;
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

/** Time of one estimate (200 paths) and of one exact gradient of the small networks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class EstimatorBenchmark {
  /** Units of each of the three layers. */
  @Param({"5", "20"})
  public int width;

  private SmallNetwork psa;
  private SmallNetwork straightThrough;
  private Problem small;

  /** Opens the sessions. */
  @Setup
  public void open() {
    psa = new SmallNetwork(Estimators.parse("psa"), width);
    straightThrough = new SmallNetwork(Estimators.parse("st"), width);
    small = SmallNetwork.problem(5);
  }

  /** PSA, one path at each of 200 points. */
  @Benchmark
  public double psa() {
    return psa.estimate();
  }

  /** ST, one path at each of 200 points. */
  @Benchmark
  public double straightThrough() {
    return straightThrough.estimate();
  }

  /** The exact gradient at 200 points; always 5 units a layer. */
  @Benchmark
  public double exactGradient() {
    return ExactOracle.compute(small).expectedLoss();
  }
}
