package org.bitgrad.papers.autoencoder;

import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Loss;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.ParameterLayout;
import org.bitgrad.problem.States;
import org.bitgrad.random.VectorMath;

/**
 * What it costs to decode an image from its code, in nats: {@code -log p(image | code)} with
 * independent Bernoulli pixels whose logits a {@link Perceptron} computes from the code in spins.
 * The decoder's parameters are group {@code decoder}.
 */
final class DecoderLoss implements Loss {
  private final Perceptron decoder;
  private final double[] theta;
  private final double[][] pixels;

  private DecoderLoss(Perceptron decoder, double[] theta, double[][] pixels) {
    this.decoder = decoder;
    this.theta = theta;
    this.pixels = pixels;
  }

  /**
   * The loss of some images.
   *
   * @param decoder shape
   * @param theta its parameters; stay the caller's
   * @param pixels {@code [images x pixels]}, 0 or 1; stay the caller's
   */
  static DecoderLoss of(Perceptron decoder, double[] theta, double[][] pixels) {
    return new DecoderLoss(decoder, theta, pixels);
  }

  @Override
  public String name() {
    return "decoder";
  }

  @Override
  public boolean differentiable() {
    return true;
  }

  @Override
  public ParameterLayout parameters() {
    return ParameterLayout.empty().with("decoder", theta.length);
  }

  @Override
  public int points() {
    return pixels.length;
  }

  @Override
  public Loss at(int... points) {
    double[][] chosen = new double[points.length][];
    for (int n = 0; n < chosen.length; n++) {
      chosen[n] = pixels[points[n]];
    }
    return new DecoderLoss(decoder, theta, chosen);
  }

  @Override
  public LossPass open(int rows) {
    return new Pass(this, rows);
  }

  private static final class Pass implements LossPass {
    private final DecoderLoss loss;
    private final int rows;
    private final Perceptron.Pass pass;
    private final double[] targets;
    private final double[] logits;
    private final double[] scratch;
    private final double[] values;
    private States states;

    Pass(DecoderLoss loss, int rows) {
      this.loss = loss;
      this.rows = rows;
      pass = loss.decoder.open(rows);
      int outputs = loss.decoder.out();
      targets = new double[outputs * rows];
      for (int d = 0; d < outputs; d++) {
        for (int r = 0; r < rows; r++) {
          targets[d * rows + r] = loss.pixels[r % loss.pixels.length][d];
        }
      }
      logits = new double[outputs * rows];
      scratch = new double[outputs * rows];
      values = new double[rows];
    }

    @Override
    public Loss loss() {
      return loss;
    }

    @Override
    public int rows() {
      return rows;
    }

    @Override
    public void at(States x) {
      states = x;
      if (x.encoding() != Encoding.SPINS) {
        throw new IllegalArgumentException("states must be spins, but are " + x.encoding());
      }
      pass.forward(loss.theta, x.values(), logits);
      VectorMath.softplus(logits, scratch, 0, logits.length);
      for (int r = 0; r < rows; r++) {
        double sum = 0;
        for (int i = r; i < logits.length; i += rows) {
          sum += scratch[i] - targets[i] * logits[i];
        }
        values[r] = sum;
      }
    }

    @Override
    public States states() {
      return states;
    }

    @Override
    public double[] values() {
      return values;
    }

    /** {@code sigmoid(logit) - target}. */
    private void outputGradient() {
      VectorMath.sigmoid(logits, scratch, 0, logits.length);
      for (int i = 0; i < scratch.length; i++) {
        scratch[i] -= targets[i];
      }
    }

    @Override
    public void stateGradient(double[] out) {
      outputGradient();
      pass.inputGradient(scratch, out);
    }

    @Override
    public void parameterGradient(double[] weights, Gradient out) {
      outputGradient();
      for (int i = 0; i < scratch.length; i++) {
        scratch[i] *= weights[i % rows];
      }
      pass.parameterGradient(scratch, out.group(0));
    }
  }
}
