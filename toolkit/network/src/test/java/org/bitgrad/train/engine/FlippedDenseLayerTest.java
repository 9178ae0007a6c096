package org.bitgrad.train.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bitgrad.numeric.FloatProducts;
import org.bitgrad.problem.Encoding;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flips of a layer against the sum of its definition, where shared divisions might overflow. */
class FlippedDenseLayerTest {
  private static final int ROWS = 9;
  private static final int IN = 21;
  private static final int OUT = 13;

  /** Of the sum of the terms' sizes: a quarter of the error 1e-5 of exponentials up to e^20. */
  private static final double TOLERANCE = 3e-6;

  private static final float[] EXTREMES = {-1000, -60, -34, -33.9f, -20, -5, 0, 5, 20, 34, 60};

  /**
   * Weights up to 4.9 are the last of the tables for spins (flips of 9.8), 5.1 the first beyond.
   */
  @ParameterizedTest
  @CsvSource({
    "logistic, 0.01", "logistic, 1", "logistic, 4.9", "logistic, 5.1", "logistic, 40",
    "logistic(0.1), 0.49", "logistic(0.1), 0.51", "gaussian, 1", "uniform(2), 1", "triangular, 0.3"
  })
  void changesAreThoseOfTheDefinition(String noiseName, float largest) {
    Noise noise = Noise.parse(noiseName);
    RowSlices slices = new RowSlices();
    slices.rows(ROWS);
    FloatProducts products = FloatProducts.java();
    PsaUnits before = units(products, slices, IN, noise);
    PsaUnits behind = units(products, slices, OUT, noise);
    DenseLayer.Parameters parameters = DenseLayer.Parameters.of("layer1", IN, OUT);
    fill("weights", parameters.weights().values, 2 * largest);
    parameters.weights().values[3] = largest;
    fill("delta", behind.place.out().derivatives, 2);
    for (int i = 0; i < before.bits.length; i++) {
      before.bits[i] = i * 7 % 3 == 0 ? 1 : 0;
    }
    float[] a = behind.place.in().values();
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) noise.scale() * EXTREMES[i % EXTREMES.length];
      behind.bits[i] = i % 2;
    }
    behind.noise.centred(a, behind.centred, 0, a.length);
    FlippedDenseLayer layer =
        new FlippedDenseLayer(
            parameters,
            new DenseLayer.Place(before.place.out(), behind.place.in(), slices, false),
            products,
            before,
            behind);
    for (int part = 0; part < layer.parts(); part++) {
      layer.load(part);
    }
    for (int s = 0; s < slices.count(); s++) {
      layer.flip(s, slices.from(s), slices.to(s));
    }
    check(noise, parameters.weights().values, before, behind);
  }

  private static PsaUnits units(FloatProducts products, RowSlices slices, int units, Noise noise) {
    Signal in = new Signal(products, ROWS, units);
    Signal out = new Signal(products, ROWS, units);
    return new PsaUnits(new BernoulliUnits.Place(in, out, slices, noise, Encoding.SPINS, 0));
  }

  private static void fill(String name, float[] x, float factor) {
    RandomStream.of(4, name).centred(0, x, 0, x.length);
    for (int i = 0; i < x.length; i++) {
      x[i] *= factor;
    }
  }

  private static void check(Noise noise, float[] w, PsaUnits before, PsaUnits behind) {
    double seen = 0;
    for (int r = 0; r < ROWS; r++) {
      for (int i = 0; i < IN; i++) {
        double sum = 0;
        double size = 0;
        for (int j = 0; j < OUT; j++) {
          int at = r * OUT + j;
          double a = behind.place.in().values()[at];
          double moved = a + (before.bits[r * IN + i] == 1 ? -2 : 2) * w[j * IN + i];
          double spin = 2 * behind.bits[at] - 1;
          double delta = behind.place.out().derivatives[at];
          sum += spin * delta * (noise.probability(a) - noise.probability(moved));
          size += Math.abs(delta);
        }
        seen = Math.max(seen, Math.abs(sum));
        float found = before.place.out().derivatives[r * IN + i];
        assertEquals(sum, found, TOLERANCE * size, "row " + r + " unit " + i);
      }
    }
    assertTrue(seen > 1e-3);
  }
}
