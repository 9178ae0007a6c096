package org.bitgrad.train.engine;

import java.util.Arrays;
import org.bitgrad.numeric.Convolution;
import org.bitgrad.numeric.FloatNoise;
import org.bitgrad.numeric.FloatRatios;
import org.bitgrad.numeric.TransposedPlan;

/**
 * PSA's step through a convolution for a few images ("ratio convolution", Shekhovtsov, Yanush and
 * Flach 2020): with odds {@code E = e^(-a/s)}, a flip multiplies them by one of two numbers G per
 * weight, and {@code F(a) - F(a') = 1 / (1 + E) - 1 / (1 + E G)}. Two terms share a division; both
 * sides are taken in blocks, so that large sums do not cancel. Rows of several images are one long
 * row: short loops cost more to enter than to run.
 */
final class ConvolutionFlips {
  private static final int ROW = 1024;
  private static final int MOST_IMAGES = 8;

  /** Outputs whose probabilities are added before what flips make of them is subtracted. */
  private static final int BLOCK = 32;

  /** Odds and ratios up to here: their product, squared, is a float. */
  private static final float LARGEST_EXPONENT = 44;

  private final Convolution shape;
  private final TransposedPlan back;
  private final ConvolutionRatios ratios;
  private final FloatNoise noise;
  private final int images;
  private final float[] clamped;
  private final float[] odds;
  private final float[] weights;
  private final float[][] paddedWeights;
  private final float[][] paddedOdds;
  private final float[][] paddedHere;
  private final Rows[] ofPhase;

  ConvolutionFlips(
      Convolution shape, TransposedPlan back, ConvolutionRatios ratios, FloatNoise noise) {
    this.shape = shape;
    this.back = back;
    this.ratios = ratios;
    this.noise = noise;
    images = Math.max(1, Math.min(MOST_IMAGES, ROW / Math.max(1, back.columns())));
    clamped = new float[shape.out()];
    odds = new float[shape.out()];
    weights = new float[shape.out()];
    paddedWeights = new float[images][back.size()];
    paddedOdds = new float[images][back.size()];
    paddedHere = new float[images][back.size()];
    ofPhase = new Rows[back.phases()];
    for (int p = 0; p < ofPhase.length; p++) {
      ofPhase[p] = new Rows(shape.image().channels(), images * back.columns(p));
    }
  }

  /** Long rows of a phase. */
  private static final class Rows {
    private final float[][] bits;
    private final float[][] results;
    private final float[] weights0;
    private final float[] weights1;
    private final float[] odds0;
    private final float[] odds1;
    private final float[] here;

    Rows(int channels, int length) {
      bits = new float[channels][length];
      results = new float[channels][length];
      weights0 = new float[length];
      weights1 = new float[length];
      odds0 = new float[length];
      odds1 = new float[length];
      here = new float[length];
    }
  }

  /** {@return images that are done at once} */
  int images() {
    return images;
  }

  /**
   * Takes in an image's outputs.
   *
   * @param i which of the images
   * @param a pre-activations
   * @param bits of the outputs
   * @param changes of the loss when an output flips
   * @param from first index in all three
   */
  void outputs(int i, float[] a, float[] bits, float[] changes, int from) {
    System.arraycopy(a, from, clamped, 0, clamped.length);
    System.arraycopy(bits, from, weights, 0, weights.length);
    System.arraycopy(changes, from, odds, 0, odds.length);
    sign(odds, weights);
    if (paired()) {
      clamp((LARGEST_EXPONENT - ratios.largest()) / noise.inverseScale(), clamped);
      FloatRatios.exp(-noise.inverseScale(), clamped, odds, 0, odds.length);
    } else {
      System.arraycopy(clamped, 0, odds, 0, odds.length);
    }
    back.pad(weights, 0, paddedWeights[i]);
    weigh(odds, weights);
    back.pad(weights, 0, paddedHere[i]);
    back.pad(odds, 0, paddedOdds[i]);
  }

  /** From bits to spins, times changes. */
  private static void sign(float[] changes, float[] bits) {
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Math.fma(2, bits[i], -1) * changes[i];
    }
  }

  /** Multiplies by {@code F = 1 / (1 + E)}. */
  private static void weigh(float[] odds, float[] weights) {
    for (int i = 0; i < weights.length; i++) {
      weights[i] /= 1 + odds[i];
    }
  }

  /** Whether odds and ratios serve: logistic noise, and weights that let them stay in range. */
  private boolean paired() {
    return noise.logistic() && ratios.largest() <= ConvolutionRatios.LARGEST_PAIRED;
  }

  private static void clamp(float most, float[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(-most, Math.min(most, x[i]));
    }
  }

  /**
   * Changes when single states flip, for the images whose outputs were taken in.
   *
   * @param count how many images
   * @param bits before the layer
   * @param from first index of the first image
   * @param out receives the changes at the bits' indices
   */
  void flips(int count, float[] bits, int from, float[] out) {
    for (int p = 0; p < back.phases(); p++) {
      if (back.columns(p) > 0) {
        readBits(p, count, bits, from);
        addAll(p, count);
        writeResults(p, count, from, out);
      }
    }
  }

  private int inputOf(int from, int image, int channel) {
    return from + image * shape.in() + channel * shape.image().positions();
  }

  private void readBits(int p, int count, float[] bits, int from) {
    Rows rows = ofPhase[p];
    for (int r = 0; r < rows.bits.length; r++) {
      Arrays.fill(rows.results[r], 0);
      for (int i = 0; i < count; i++) {
        back.fromImage(p, bits, inputOf(from, i, r), rows.bits[r], i * back.columns(p));
      }
    }
  }

  private void writeResults(int p, int count, int from, float[] out) {
    for (int r = 0; r < shape.image().channels(); r++) {
      for (int i = 0; i < count; i++) {
        float[] row = ofPhase[p].results[r];
        back.toImage(p, row, i * back.columns(p), out, inputOf(from, i, r));
      }
    }
  }

  private void copyRow(int p, int k, int count, float[][] padded, float[] row) {
    int[] taps = back.taps(p);
    int length = back.columns(p);
    int start = back.start(p, k / taps.length, taps[k % taps.length]);
    for (int i = 0; i < count; i++) {
      System.arraycopy(padded[i], start, row, i * length, length);
    }
  }

  private void addAll(int p, int count) {
    int reached = ratios.reached(p);
    if (!paired()) {
      for (int k = 0; k < reached; k++) {
        addGeneral(p, k, count);
      }
      return;
    }
    for (int from = 0; from < reached; from += BLOCK) {
      int to = Math.min(reached, from + BLOCK);
      addHere(p, from, to, count);
      int k = from;
      for (; k + 1 < to; k += 2) {
        subtractTwo(p, k, count);
      }
      if (k < to) {
        subtractOne(p, k, count);
      }
    }
  }

  /** Adds {@code w F(a)} of some outputs, which is the same for all channels. */
  private void addHere(int p, int from, int to, int count) {
    Rows rows = ofPhase[p];
    Arrays.fill(rows.here, 0);
    for (int k = from; k < to; k++) {
      copyRow(p, k, count, paddedHere, rows.weights0);
      add(rows.weights0, rows.here);
    }
    for (float[] result : rows.results) {
      add(rows.here, result);
    }
  }

  private static void add(float[] x, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] += x[i];
    }
  }

  private void subtractTwo(int p, int k, int count) {
    Rows rows = ofPhase[p];
    copyRow(p, k, count, paddedWeights, rows.weights0);
    copyRow(p, k + 1, count, paddedWeights, rows.weights1);
    copyRow(p, k, count, paddedOdds, rows.odds0);
    copyRow(p, k + 1, count, paddedOdds, rows.odds1);
    for (int r = 0; r < rows.bits.length; r++) {
      subtractTwo(rows, r, ratios.low[p], ratios.high[p], r * ratios.reached(p) + k);
    }
  }

  private void subtractOne(int p, int k, int count) {
    Rows rows = ofPhase[p];
    copyRow(p, k, count, paddedWeights, rows.weights0);
    copyRow(p, k, count, paddedOdds, rows.odds0);
    for (int r = 0; r < rows.bits.length; r++) {
      subtractOne(rows, r, ratios.low[p], ratios.high[p], r * ratios.reached(p) + k);
    }
  }

  private void addGeneral(int p, int k, int count) {
    Rows rows = ofPhase[p];
    copyRow(p, k, count, paddedWeights, rows.weights0);
    copyRow(p, k, count, paddedOdds, rows.odds0);
    noise.centred(rows.odds0, rows.here, 0, rows.here.length);
    for (int r = 0; r < rows.bits.length; r++) {
      addGeneral(rows, r, ratios.change[p][r * ratios.reached(p) + k]);
    }
  }

  private static void subtractTwo(Rows rows, int r, float[] low, float[] high, int weight) {
    float low0 = low[weight];
    float high0 = high[weight];
    float low1 = low[weight + 1];
    float high1 = high[weight + 1];
    float[] x = rows.bits[r];
    float[] odds0 = rows.odds0;
    float[] odds1 = rows.odds1;
    float[] w0 = rows.weights0;
    float[] w1 = rows.weights1;
    float[] to = rows.results[r];
    for (int i = 0; i < to.length; i++) {
      float g0 = Math.fma(x[i], high0, Math.fma(-x[i], low0, low0));
      float g1 = Math.fma(x[i], high1, Math.fma(-x[i], low1, low1));
      float d0 = Math.fma(odds0[i], g0, 1);
      float d1 = Math.fma(odds1[i], g1, 1);
      to[i] -= Math.fma(w0[i], d1, w1[i] * d0) / (d0 * d1);
    }
  }

  private static void subtractOne(Rows rows, int r, float[] low, float[] high, int weight) {
    float low0 = low[weight];
    float high0 = high[weight];
    float[] x = rows.bits[r];
    float[] odds0 = rows.odds0;
    float[] w0 = rows.weights0;
    float[] to = rows.results[r];
    for (int i = 0; i < to.length; i++) {
      float g = Math.fma(x[i], high0, Math.fma(-x[i], low0, low0));
      to[i] -= w0[i] / Math.fma(odds0[i], g, 1);
    }
  }

  /** Any noise and any weight; the rows of odds hold pre-activations. */
  private void addGeneral(Rows rows, int r, float change) {
    float[] flipped = rows.odds1;
    move(change, rows.bits[r], rows.odds0, flipped);
    noise.centred(flipped, flipped, 0, flipped.length);
    float[] w = rows.weights0;
    float[] here = rows.here;
    float[] to = rows.results[r];
    for (int i = 0; i < to.length; i++) {
      to[i] = Math.fma(w[i], here[i] - flipped[i], to[i]);
    }
  }

  private static void move(float change, float[] bits, float[] a, float[] out) {
    for (int i = 0; i < out.length; i++) {
      out[i] = Math.fma(Math.fma(-2, bits[i], 1), change, a[i]);
    }
  }
}
