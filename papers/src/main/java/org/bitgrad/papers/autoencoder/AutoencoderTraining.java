package org.bitgrad.papers.autoencoder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitgrad.analysis.GradientStudy;
import org.bitgrad.analysis.StudyInterruptedException;
import org.bitgrad.analysis.StudyResult;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.papers.shared.Orders;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.RandomStream;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.OptimiserRun;

/**
 * Trains an {@link Autoencoder}: Adam (step 3e-3, decays 0.9 and 0.999), batches of 50 of 600
 * images in a new order each epoch. The estimator gives the derivatives of the expected cost of
 * decoding; that of the prior is exact. Images, start and order depend on the run alone, so that
 * estimators are compared on the same.
 */
public final class AutoencoderTraining implements BoundTraining {
  static final int IMAGES = 600;
  static final int BATCH = 50;

  private static final double RATE = 3e-3;

  /** The estimator's name that stands for the exact gradient. */
  public static final String EXACT = "exact";

  private final RandomStream run;
  private final Optional<Estimator> estimator;
  private final double[][] images;
  private final Autoencoder model;
  private final OptimiserRun optimiser;
  private final Perceptron.Pass encoderPass;
  private int[] order;
  private int steps;

  /**
   * A training before its first step.
   *
   * @param size of the autoencoder
   * @param estimator its name, or {@link #EXACT}
   * @param run random numbers of images, start, order and estimates
   */
  public AutoencoderTraining(Autoencoder.Size size, String estimator, RandomStream run) {
    this(
        size,
        estimator.equals(EXACT) ? Optional.empty() : Optional.of(Estimators.parse(estimator)),
        run);
  }

  /**
   * A training before its first step.
   *
   * @param size of the autoencoder
   * @param estimator of the derivatives; empty for the exact ones
   * @param run random numbers of images, start, order and estimates
   */
  public AutoencoderTraining(
      Autoencoder.Size size, Optional<Estimator> estimator, RandomStream run) {
    this.run = run;
    this.estimator = estimator;
    images = Bars.images(run.child("images"), IMAGES);
    model = new Autoencoder(size, run.child("start"));
    optimiser =
        Optimiser.adam(RATE)
            .start(RealArray.of(model.encoderTheta()), RealArray.of(model.decoderTheta()));
    encoderPass = model.encoder().open(BATCH);
  }

  /** {@return the images of the first batch of the data, in their order} */
  public double[][] firstImages() {
    return Arrays.copyOf(images, BATCH);
  }

  /** {@return the autoencoder as it is now} */
  public Autoencoder model() {
    return model;
  }

  /** {@return the exact negative bound of all images, in nats per image} */
  @Override
  public double bound() {
    return model.bound(images);
  }

  @Override
  public void until(int end) throws InterruptedException {
    while (steps < end) {
      if (Thread.interrupted()) {
        throw new InterruptedException("training was interrupted");
      }
      step(batch());
      steps++;
    }
  }

  /**
   * Studies estimators of the derivatives in the logits of {@link #firstImages}, against the exact
   * ones of the expected cost of decoding.
   *
   * @param estimators their names
   * @param seed of the estimates
   * @param trials estimates of each
   * @param threads to use; the result does not depend on them
   * @return the study, of single estimates and of the mean of all
   * @throws InterruptedException if the thread was interrupted
   */
  public StudyResult study(List<String> estimators, long seed, int trials, int threads)
      throws InterruptedException {
    double[][] first = firstImages();
    try {
      return GradientStudy.of(model.decoding(model.logits(first), first))
          .estimators(estimators.toArray(String[]::new))
          .samples(1, trials)
          .trials(trials)
          .seed(seed)
          .threads(threads)
          .requireExact(true)
          .run();
    } catch (StudyInterruptedException e) {
      InterruptedException interrupted = new InterruptedException("the study was interrupted");
      interrupted.initCause(e);
      throw interrupted;
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
        estimator.isEmpty()
            ? model.decodingGradient(logits, batch)
            : estimate(estimator.get(), model.decoding(logits, batch));
    double[] dLogits = gradient.group(0);
    Autoencoder.addPriorGradient(logits, 1.0 / BATCH, dLogits);
    double[] dEncoder = new double[model.encoderTheta().length];
    encoderPass.parameterGradient(dLogits, dEncoder);
    optimiser.step(RealArray.of(dEncoder), RealArray.of(gradient.group(1)));
  }

  private Gradient estimate(Estimator recipe, Problem problem) {
    MeanSink sink = new MeanSink(problem);
    Draw draw = Draw.of(run.child("estimates").child(recipe.name()).child(steps));
    recipe.open(problem).estimate(draw, sink);
    sink.finish();
    return sink.gradient();
  }
}
