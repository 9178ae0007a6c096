package org.bitgrad.papers.biasvariance2021;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.bitgrad.model.Encoding;
import org.bitgrad.papers.shared.Means;
import org.bitgrad.report.Measurement;
import org.bitgrad.report.RunFolder;

/** Straight-through's factor and FouST's forms: claims 11 to 13. */
final class FoustPart implements Part {
  private static final double[] PROBABILITIES =
      IntStream.rangeClosed(1, 9).mapToDouble(i -> i / 10.0).toArray();

  @Override
  public List<Work> tables() {
    return List.of();
  }

  @Override
  public Map<String, Supplier<Measurement>> tests(Map<String, String> tables) {
    Map<String, Supplier<Measurement>> tests = new LinkedHashMap<>();
    tests.put("11 spins", () -> factor(Encoding.SPINS));
    tests.put("11 half", FoustPart::half);
    tests.put("11 bits", () -> factor(Encoding.BITS));
    return tests;
  }

  private static Measurement factor(Encoding encoding) {
    return Means.largest(
        each(
            p -> {
              UnitMoments st = UnitMoments.of("st", Scalar.LINEAR.unit(encoding, p));
              return Math.abs(st.mean() / st.gradient() - 1);
            }));
  }

  /** The mean of F' f'(x) over both states, by its definition, against the exact gradient. */
  private static Measurement half() {
    double[] ratios =
        each(
            p -> {
              double density = p * (1 - p);
              double mean =
                  p * density * Scalar.LINEAR.derivative().applyAsDouble(1)
                      + (1 - p) * density * Scalar.LINEAR.derivative().applyAsDouble(-1);
              return mean / UnitMoments.of("st", Scalar.LINEAR.unit(Encoding.SPINS, p)).gradient();
            });
    double farthest =
        DoubleStream.of(ratios)
            .reduce((a, b) -> Math.abs(a - 0.5) > Math.abs(b - 0.5) ? a : b)
            .orElseThrow();
    return Measurement.exact(farthest, ratios.length);
  }

  private static double[] each(DoubleUnaryOperator number) {
    return DoubleStream.of(PROBABILITIES).map(number).toArray();
  }

  @Override
  public void write(RunFolder folder, Map<String, String> tables) {
    // Its numbers stand in the ledger.
  }
}
