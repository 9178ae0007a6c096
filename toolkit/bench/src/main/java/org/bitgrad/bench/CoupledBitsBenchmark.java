package org.bitgrad.bench;

import java.util.concurrent.TimeUnit;
import org.bitgrad.problem.Coupling;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.SampledPath;
import org.bitgrad.random.Copulas;
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
 * Time of n coupled samples of {@link #UNITS} bits at {@link #POINTS} points, states included. The
 * yardstick is {@code plain}: as many independent bits, as every other estimator draws them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
public class CoupledBitsBenchmark {
  static final int UNITS = 64;
  static final int POINTS = 16;

  /** {@code plain}, {@code pairs} (u and 1 - u), or the name of a copula. */
  @Param({"plain", "pairs", "independent", "dirichlet", "gaussian", "rotation"})
  public String law;

  /** Samples of each bit, n. */
  @Param({"2", "8", "32"})
  public int samples;

  private SampledPath path;
  private SampledPath one;
  private Coupling coupling;
  private double[] uniforms;
  private double[] mirrored;
  private RandomStream stream;
  private long trial;

  /** Opens buffers. */
  @Setup
  public void open() {
    Problem problem = FunctionOfBits.problem(UNITS).repeat(0, POINTS);
    boolean pairs = law.equals("pairs");
    path = new SampledPath(problem.chain(), POINTS * (pairs ? samples / 2 : samples));
    path.activate(0);
    one = new SampledPath(problem.chain(), POINTS);
    one.activate(0);
    coupling =
        pairs || law.equals("plain") ? null : new Coupling(Copulas.of(law), samples, POINTS, UNITS);
    uniforms = new double[UNITS * path.rows()];
    mirrored = new double[uniforms.length];
    stream = RandomStream.of(7, "bench", "bits");
  }

  /** All samples of all bits, once. */
  @Benchmark
  public double bits() {
    Draw draw = Draw.of(stream.child(trial++));
    if (coupling != null) {
      draw.coupled("U1", coupling, one.law(0), uniforms);
    } else {
      draw.thresholds("layer1", path.rows(), UNITS, path.law(0), uniforms);
    }
    path.threshold(0, uniforms);
    double first = path.states(0).values()[0];
    if (!law.equals("pairs")) {
      return first;
    }
    for (int i = 0; i < uniforms.length; i++) {
      mirrored[i] = 1 - uniforms[i];
    }
    path.threshold(0, mirrored);
    return first + path.states(0).values()[0];
  }
}
