package org.bitgrad.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Stream;
import org.bitgrad.random.Copula;
import org.bitgrad.random.Copulas;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read as coupled bits is what the copula makes of a position's independent numbers. */
class CouplingTest {
  /** Sizes below, at and beyond what is coupled at once. */
  static Stream<Arguments> shapes() {
    return Copulas.all().stream()
        .flatMap(copula -> Stream.of(2, 3, 4, 8, 33).map(n -> new Object[] {copula, n}))
        .flatMap(
            c ->
                Stream.of(
                        new int[] {1, 1}, new int[] {5, 7}, new int[] {300, 2}, new int[] {1, 300})
                    .map(s -> Arguments.of(c[0], c[1], s[0], s[1])));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void bitsAreThoseOfEachPositionAlone(Copula copula, int samples, int rows, int units) {
    double[] p = new double[units * rows];
    RandomStream stream = RandomStream.of(9, copula.name());
    stream.uniforms(0, p, 0, p.length);
    p[0] = 0.5;
    p[p.length - 1] = 1;
    Draw draw = Draw.of(stream.child("draw"));
    double[] coupled = new double[samples * p.length];
    draw.coupled("U1", new Coupling(copula, samples, rows, units), BitLaw.of(p), coupled);

    int inputs = copula.inputs(samples);
    double[] independent = new double[inputs * p.length];
    draw.uniforms("U1", inputs * rows, units, independent);
    double[][] in = new double[inputs][1];
    double[][] out = new double[samples][1];
    for (int i = 0; i < p.length; i++) {
      int first = i / rows * rows;
      for (int k = 0; k < inputs; k++) {
        in[k][0] = independent[first * inputs + k * rows + i % rows];
      }
      copula.couple(in, out, 1);
      for (int k = 0; k < samples; k++) {
        boolean expected = (p[i] >= 0.5 ? 1 - out[k][0] : out[k][0]) < p[i];
        boolean actual = coupled[first * samples + k * rows + i % rows] < p[i];
        assertEquals(expected, actual, "sample " + k + " at position " + i + ", p " + p[i]);
      }
    }
  }
}
