package org.bitgrad.papers.autoencoder;

import org.bitgrad.numeric.Sums;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;

/**
 * A variational autoencoder with a code of few bits: an encoder gives the logits of the code, a
 * decoder the logits of the pixels; both have 32 tanh units unless said otherwise. The prior is 1/2
 * for each bit. The negative bound is {@code E[-log p(image | code)] + KL(code || prior)}, in nats
 * per image; its first part is a {@link Problem}, its second has a simple derivative.
 */
public final class Autoencoder {
  /** Units of the encoder, and of the decoder unless said otherwise. */
  public static final int HIDDEN = 32;

  private final Perceptron encoder;
  private final Perceptron decoder;
  private final double[] encoderTheta;
  private final double[] decoderTheta;

  /**
   * The sizes.
   *
   * @param bits of the code
   * @param hidden units of the decoder
   */
  public record Size(int bits, int hidden) {
    @Override
    public String toString() {
      return bits + " bits" + (hidden == HIDDEN ? "" : ", decoder of " + hidden);
    }
  }

  Autoencoder(Size size, RandomStream stream) {
    encoder = new Perceptron(Bars.PIXELS, HIDDEN, size.bits);
    decoder = new Perceptron(size.bits, size.hidden, Bars.PIXELS);
    encoderTheta = encoder.initial(stream.child("encoder"));
    decoderTheta = decoder.initial(stream.child("decoder"));
  }

  Perceptron encoder() {
    return encoder;
  }

  double[] encoderTheta() {
    return encoderTheta;
  }

  double[] decoderTheta() {
    return decoderTheta;
  }

  /** Inputs of the encoder: pixels as spins, {@code [pixels x images]}. */
  static double[] inputs(double[]... images) {
    double[] x = new double[Bars.PIXELS * images.length];
    for (int i = 0; i < Bars.PIXELS; i++) {
      for (int n = 0; n < images.length; n++) {
        x[i * images.length + n] = 2 * images[n][i] - 1;
      }
    }
    return x;
  }

  /**
   * Logits of the codes.
   *
   * @param images {@code [images x pixels]}, 0 or 1
   * @return {@code [bits x images]}
   */
  public double[] logits(double[]... images) {
    double[] logits = new double[encoder.out() * images.length];
    encoder.open(images.length).forward(encoderTheta, inputs(images), logits);
    return logits;
  }

  /**
   * The expected cost of decoding; parameters: the logits, then the decoder's.
   *
   * @param logits of the codes, {@code [bits x images]}; stay the caller's
   * @param images {@code [images x pixels]}, 0 or 1; stay the caller's
   * @return the problem
   */
  public Problem decoding(double[] logits, double[]... images) {
    return Problem.of(
        LogitTable.of(logits, encoder.out(), Encoding.SPINS),
        DecoderLoss.of(decoder, decoderTheta, images));
  }

  /** Adds {@code weight dKL/dlogit = weight p (1 - p) logit}. */
  static void addPriorGradient(double[] logits, double weight, double[] out) {
    for (int i = 0; i < logits.length; i++) {
      out[i] += weight * VectorMath.sigmoidDerivative(logits[i]) * logits[i];
    }
  }

  /** {@code KL(Ber(p) || Ber(1/2)) = log 2 - H(p)}, in nats. */
  static double prior(double logit) {
    double p = VectorMath.sigmoid(logit);
    return Math.log(2) - p * VectorMath.softplus(-logit) - (1 - p) * VectorMath.softplus(logit);
  }

  /** The exact negative bound by the sum over all codes; every code is decoded once for all. */
  double bound(double[]... images) {
    int bits = encoder.out();
    int codes = 1 << bits;
    double[] pixels = new double[Bars.PIXELS * codes];
    double[] spins = States.enumerate(Encoding.SPINS, bits).values();
    decoder.open(codes).forward(decoderTheta, spins, pixels);
    double[] constant = constant(pixels, codes);
    double[] logits = logits(images);
    double[] law = new double[codes];
    double sum = 0;
    for (int n = 0; n < images.length; n++) {
      law(logits, n, images.length, law);
      sum += Sums.dot(law, 0, constant, 0, codes);
      for (int d = 0; d < Bars.PIXELS; d++) {
        sum -= images[n][d] == 0 ? 0 : Sums.dot(law, 0, pixels, d * codes, codes);
      }
      for (int j = 0; j < bits; j++) {
        sum += prior(logits[j * images.length + n]);
      }
    }
    return sum / images.length;
  }

  /**
   * The exact gradient of {@link #decoding}, in its layout. It is the oracle's, but every code is
   * decoded once for all images, not once for each.
   */
  Gradient decodingGradient(double[] logits, double[]... images) {
    int codes = 1 << encoder.out();
    double[] spins = States.enumerate(Encoding.SPINS, encoder.out()).values();
    double[] pixels = new double[Bars.PIXELS * codes];
    Perceptron.Pass pass = decoder.open(codes);
    pass.forward(decoderTheta, spins, pixels);
    double[] constant = constant(pixels, codes);
    double[] cost = new double[codes];
    double[] law = new double[codes];
    double[] dPixels = new double[pixels.length];
    double[] weight = new double[codes];
    Gradient gradient = decoding(logits, images).newGradient();
    for (int n = 0; n < images.length; n++) {
      cost(constant, pixels, images[n], cost);
      law(logits, n, images.length, law);
      for (int s = 0; s < codes; s++) {
        law[s] /= images.length;
        weight[s] += law[s];
        cost[s] *= law[s];
      }
      for (int d = 0; d < Bars.PIXELS; d++) {
        for (int s = 0; s < codes && images[n][d] == 1; s++) {
          dPixels[d * codes + s] -= law[s];
        }
      }
      scores(spins, cost, n, logits, gradient.group(0));
    }
    for (int i = 0; i < pixels.length; i++) {
      dPixels[i] += weight[i % codes] * VectorMath.sigmoid(pixels[i]);
    }
    pass.parameterGradient(dPixels, gradient.group(1));
    return gradient;
  }

  /** {@code -log p(image | code)} for every code: the constant less the logits of white pixels. */
  private static void cost(double[] constant, double[] pixels, double[] image, double[] cost) {
    int codes = cost.length;
    System.arraycopy(constant, 0, cost, 0, codes);
    for (int d = 0; d < Bars.PIXELS; d++) {
      for (int s = 0; s < codes && image[d] == 1; s++) {
        cost[s] -= pixels[d * codes + s];
      }
    }
  }

  /** {@code sum_d softplus(logit_d)} for every code. */
  private static double[] constant(double[] pixels, int codes) {
    double[] constant = new double[codes];
    for (int i = 0; i < pixels.length; i++) {
      constant[i % codes] += VectorMath.softplus(pixels[i]);
    }
    return constant;
  }

  /** {@code sum_s weighted[s] (bit_j(s) - p_j)} for every unit of an image. */
  private void scores(double[] spins, double[] weighted, int image, double[] logits, double[] out) {
    int codes = weighted.length;
    int images = logits.length / encoder.out();
    double all = Sums.sum(weighted, 0, codes);
    for (int j = 0; j < encoder.out(); j++) {
      double difference = Sums.dot(spins, j * codes, weighted, 0, codes);
      double p = VectorMath.sigmoid(logits[j * images + image]);
      out[j * images + image] = 0.5 * (all + difference) - p * all;
    }
  }

  /** Probabilities of the codes of an image, in the order of {@link States#enumerate}. */
  private void law(double[] logits, int image, int images, double[] law) {
    law[0] = 1;
    int known = 1;
    for (int j = 0; j < encoder.out(); j++) {
      double one = VectorMath.sigmoid(logits[j * images + image]);
      double zero = VectorMath.sigmoid(-logits[j * images + image]);
      for (int s = known - 1; s >= 0; s--) {
        law[2 * s + 1] = one * law[s];
        law[2 * s] = zero * law[s];
      }
      known *= 2;
    }
  }
}
