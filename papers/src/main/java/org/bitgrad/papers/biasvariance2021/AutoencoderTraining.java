package org.bitgrad.papers.biasvariance2021;

import java.util.Arrays;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.model.Draw;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.Problem;
import org.bitgrad.random.RandomStream;

/**
 * Trains an {@link Autoencoder}: Adam (step 3e-3, decays 0.9 and 0.999), batches of 50 of 600
 * images in a new order each epoch. The estimator gives the derivatives of the expected cost of
 * decoding; that of the prior is exact. Images, start and order depend on the run alone, so that
 * estimators are compared on the same.
 */
final class AutoencoderTraining {
  static final int IMAGES = 600;
  static final int BATCH = 50;

  /** The estimator's name that stands for the exact gradient. */
  static final String EXACT = "exact";

  private final RandomStream run;
  private final String estimator;
  private final double[][] images;
  private final Autoencoder model;
  private final Adam encoderStep;
  private final Adam decoderStep;
  private final Perceptron.Pass encoderPass;
  private int[] order;
  private int steps;

  AutoencoderTraining(Autoencoder.Size size, String estimator, RandomStream run) {
    this.run = run;
    this.estimator = estimator;
    images = Bars.images(run.child("images"), IMAGES);
    model = new Autoencoder(size, run.child("start"));
    encoderStep = new Adam(model.encoderTheta());
    decoderStep = new Adam(model.decoderTheta());
    encoderPass = model.encoder().open(BATCH);
  }

  /** {@return the images of the first batch of the data, in their order} */
  double[][] firstImages() {
    return Arrays.copyOf(images, BATCH);
  }

  Autoencoder model() {
    return model;
  }

  /** {@return the exact negative bound of all images, in nats per image} */
  double bound() {
    return model.bound(images);
  }

  /** Trains until so many steps are done. */
  void until(int end) throws InterruptedException {
    while (steps < end) {
      if (Thread.interrupted()) {
        throw new InterruptedException("training was interrupted");
      }
      step(batch());
      steps++;
    }
  }

  private double[][] batch() {
    int perEpoch = IMAGES / BATCH;
    if (steps % perEpoch == 0) {
      order = Orders.shuffled(run.child("order").child(steps / perEpoch), IMAGES);
    }
    double[][] batch = new double[BATCH][];
    for (int i = 0; i < BATCH; i++) {
      batch[i] = images[order[steps % perEpoch * BATCH + i]];
    }
    return batch;
  }

  private void step(double[]... batch) {
    double[] logits = new double[model.encoder().out() * BATCH];
    encoderPass.forward(model.encoderTheta(), Autoencoder.inputs(batch), logits);
    Gradient gradient =
        estimator.equals(EXACT)
            ? model.decodingGradient(logits, batch)
            : estimate(model.decoding(logits, batch));
    double[] dLogits = gradient.group(0);
    Autoencoder.addPriorGradient(logits, 1.0 / BATCH, dLogits);
    double[] dEncoder = new double[model.encoderTheta().length];
    encoderPass.parameterGradient(dLogits, dEncoder);
    encoderStep.step(dEncoder);
    decoderStep.step(gradient.group(1));
  }

  private Gradient estimate(Problem problem) {
    Estimator recipe = Estimators.parse(estimator);
    MeanSink sink = new MeanSink(problem);
    Draw draw = Draw.of(run.child("estimates").child(estimator).child(steps));
    recipe.open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient();
  }

  /** Adam (Kingma, Ba 2015) on an array of parameters. */
  private static final class Adam {
    private static final double STEP = 3e-3;
    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double GUARD = 1e-8;

    private final double[] theta;
    private final double[] mean;
    private final double[] square;
    private int steps;

    Adam(double[] theta) {
      this.theta = theta;
      mean = new double[theta.length];
      square = new double[theta.length];
    }

    void step(double[] gradient) {
      steps++;
      double first = 1 - Math.pow(FIRST, steps);
      double second = 1 - Math.pow(SECOND, steps);
      for (int i = 0; i < theta.length; i++) {
        double g = gradient[i];
        mean[i] = FIRST * mean[i] + (1 - FIRST) * g;
        square[i] = SECOND * square[i] + (1 - SECOND) * g * g;
        theta[i] -= STEP * (mean[i] / first) / (Math.sqrt(square[i] / second) + GUARD);
      }
    }
  }
}
