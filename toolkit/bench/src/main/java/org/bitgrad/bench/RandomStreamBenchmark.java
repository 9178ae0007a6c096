package org.bitgrad.bench;

import java.util.concurrent.TimeUnit;
import org.bitgrad.random.RandomStream;
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

/** Time per random number of a stream: one call each, and whole blocks. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class RandomStreamBenchmark {
  private static final int BLOCK = 1024;

  private final RandomStream stream = RandomStream.of(7, "bench");
  private final double[] uniforms = new double[BLOCK];
  private final long[] bits = new long[BLOCK];
  private long counter;

  /** One uniform number per call. */
  @Benchmark
  public double oneUniform() {
    return stream.uniform(counter++);
  }

  /** A block of uniform numbers, time per number. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public double[] blockOfUniforms() {
    stream.uniforms(counter, uniforms, 0, BLOCK);
    counter += BLOCK;
    return uniforms;
  }

  /** A block of 64-bit words, time per word. */
  @Benchmark
  @OperationsPerInvocation(BLOCK)
  public long[] blockOfBits() {
    stream.bits(counter, bits, 0, BLOCK);
    counter += BLOCK;
    return bits;
  }
}
