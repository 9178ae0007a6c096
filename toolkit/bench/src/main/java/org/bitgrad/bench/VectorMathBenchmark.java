package org.bitgrad.bench;

import java.util.concurrent.TimeUnit;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Time per element of the elementary functions in bulk, beside the plain loop they replace. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class VectorMathBenchmark {
  private static final int LENGTH = 1024;

  private final Noise gaussian = Noise.gaussian(1);
  private final double[] logits = new double[LENGTH];
  private final double[] out = new double[LENGTH];

  /** Logits between -6 and 6. */
  public VectorMathBenchmark() {
    RandomStream.of(7, "bench").uniforms(0, logits, 0, LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      logits[i] = 12 * logits[i] - 6;
    }
  }

  /** The exponential. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double[] exp() {
    VectorMath.exp(logits, out, 0, LENGTH);
    return out;
  }

  /** The sigmoid. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double[] sigmoid() {
    VectorMath.sigmoid(logits, out, 0, LENGTH);
    return out;
  }

  /** log(1 + e^x). */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double[] softplus() {
    VectorMath.softplus(logits, out, 0, LENGTH);
    return out;
  }

  /** The Gaussian cdf, which is not vectorised. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double[] gaussianProbabilities() {
    gaussian.probabilities(logits, out, 0, LENGTH);
    return out;
  }

  /** The sigmoid by {@code Math.exp}, for comparison. */
  @Benchmark
  @OperationsPerInvocation(LENGTH)
  public double[] sigmoidByMathExp() {
    for (int i = 0; i < LENGTH; i++) {
      out[i] = 1 / (1 + Math.exp(-logits[i]));
    }
    return out;
  }
}
