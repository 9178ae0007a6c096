package org.bitgrad.papers.autoencoder;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.bitgrad.estimator.Estimator;
import org.bitgrad.estimator.Estimators;
import org.bitgrad.estimator.MeanSink;
import org.bitgrad.network.HeadLoss;
import org.bitgrad.numeric.RealArray;
import org.bitgrad.numeric.Sums;
import org.bitgrad.papers.shared.Orders;
import org.bitgrad.problem.Draw;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.LossPass;
import org.bitgrad.problem.Problem;
import org.bitgrad.problem.States;
import org.bitgrad.random.RandomStream;
import org.bitgrad.random.VectorMath;
import org.bitgrad.train.Optimiser;
import org.bitgrad.train.OptimiserRun;

/**
 * Trains a variational autoencoder of documents with a code of bits: rectified units give the
 * logits of the code, a linear decoder the logits of the words, whose counts are multinomial; the
 * prior is 1/2 for each bit. Adam with step 1e-3, batches of 50 in a new order each epoch. The
 * estimator gives the derivatives of the expected cost of decoding; that of the prior is exact.
 * Start and order depend on the run alone, so that estimators are compared on the same.
 */
public final class TextTraining implements BoundTraining {
  /** Documents of a batch. */
  public static final int BATCH = 50;

  private static final double RATE = 1e-3;

  /** Codes that are drawn for each document where the bound is measured. */
  private static final int SAMPLES = 2;

  private final RandomStream run;
  private final Estimator estimator;
  private final Documents documents;
  private final WordEncoder encoder;
  private final WordEncoder dEncoder;
  private final WordEncoder.Pass pass;
  private final HeadLoss decoder;
  private final OptimiserRun optimiser;
  private int[] order;
  private int steps;

  /**
   * The sizes of the encoder.
   *
   * @param hidden rectified units
   * @param bits of the code
   */
  public record Size(int hidden, int bits) {}

  /**
   * A training before its first step.
   *
   * @param documents at least one batch; a rest that fills no batch is left out of an epoch
   * @param size of the encoder
   * @param estimator its name
   * @param run random numbers of start, order and estimates
   */
  public TextTraining(Documents documents, Size size, String estimator, RandomStream run) {
    this.run = run;
    this.estimator = Estimators.parse(estimator);
    this.documents = documents;
    RandomStream start = run.child("start");
    encoder =
        WordEncoder.initial(documents.words(), size.hidden, size.bits, start.child("encoder"));
    dEncoder = WordEncoder.zeros(documents.words(), size.hidden, size.bits);
    pass = encoder.new Pass(BATCH);
    double[] theta = decoderStart(documents, size.bits, start.child("decoder"));
    decoder = HeadLoss.of(documents.words(), WordLoss.MULTINOMIAL, documents.batch(), theta);
    optimiser = Optimiser.adam(RATE).start(with(encoder, decoder.theta()));
  }

  /** Weights of variance 1 / bits, biases that give the words' shares. */
  private static double[] decoderStart(Documents documents, int bits, RandomStream stream) {
    NormalDistribution law = NormalDistribution.of(0, 1 / Math.sqrt(bits));
    int weights = documents.words() * bits;
    double[] theta = new double[weights + documents.words()];
    stream.uniforms(0, theta, 0, weights);
    for (int i = 0; i < weights; i++) {
      theta[i] = law.inverseCumulativeProbability(theta[i]);
    }
    System.arraycopy(documents.logShares(), 0, theta, weights, documents.words());
    return theta;
  }

  private static RealArray[] with(WordEncoder encoder, double[] decoder) {
    return Stream.concat(Arrays.stream(encoder.groups()), Stream.of(RealArray.of(decoder)))
        .toArray(RealArray[]::new);
  }

  WordEncoder encoder() {
    return encoder;
  }

  double[] decoder() {
    return decoder.theta();
  }

  /** Logits {@code [bits x batch]} of a batch. */
  double[] logits(int... batch) {
    return pass.forward(documents.batch().at(batch).x());
  }

  private Problem decoding(double[] logits, int... batch) {
    int bits = logits.length / batch.length;
    return Problem.of(LogitTable.of(logits, bits, Encoding.BITS), decoder.at(batch));
  }

  /**
   * The expected cost of decoding some documents; parameters: their logits, then the decoder's. Not
   * while training goes on.
   *
   * @param batch numbers of {@link #BATCH} documents
   * @return the problem; its logits are those of now
   */
  public Problem decoding(int... batch) {
    return decoding(logits(batch), batch);
  }

  /**
   * The negative bound of all documents, in nats per document, by codes that are the same draws for
   * every estimator and step: {@code -E[log p(document | code)] + KL(code || prior)}, the first
   * part by two codes a document.
   */
  @Override
  public double bound() {
    int used = documents.size() / BATCH * BATCH;
    double sum = 0;
    for (int from = 0; from < used; from += BATCH) {
      int[] batch = IntStream.range(from, from + BATCH).toArray();
      double[] logits = logits(batch);
      LossPass cost = decoder.at(batch).open(SAMPLES * BATCH);
      cost.at(codes(logits, run.child("bound").child(from)));
      sum += Sums.sum(cost.values(), 0, SAMPLES * BATCH) / SAMPLES;
      sum += Arrays.stream(logits).map(Autoencoder::prior).sum();
    }
    return sum / used;
  }

  private static States codes(double[] logits, RandomStream stream) {
    int bits = logits.length / BATCH;
    States codes = States.zeros(Encoding.BITS, bits, SAMPLES * BATCH);
    double[] u = codes.values();
    stream.uniforms(0, u, 0, u.length);
    for (int i = 0; i < u.length; i++) {
      int unit = i / (SAMPLES * BATCH);
      u[i] = u[i] < VectorMath.sigmoid(logits[unit * BATCH + i % BATCH]) ? 1 : 0;
    }
    return codes;
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

  private int[] batch() {
    int perEpoch = documents.size() / BATCH;
    int at = steps % perEpoch;
    if (at == 0) {
      order = Orders.shuffled(run.child("order").child(steps / perEpoch), documents.size());
    }
    return Arrays.copyOfRange(order, at * BATCH, (at + 1) * BATCH);
  }

  private void step(int... batch) {
    optimiser.step(with(dEncoder, gradient(batch)));
  }

  /** Leaves the encoder's derivatives in {@link #dEncoder()} and gives the decoder's. */
  double[] gradient(int... batch) {
    double[] logits = logits(batch);
    Problem problem = decoding(logits, batch);
    MeanSink sink = new MeanSink(problem);
    Draw draw = Draw.of(run.child("estimates").child(estimator.name()).child(steps));
    estimator.open(problem).estimate(draw, sink);
    sink.finish();
    Gradient gradient = sink.gradient();
    Autoencoder.addPriorGradient(logits, 1.0 / batch.length, gradient.group(0));
    pass.gradient(gradient.group(0), dEncoder);
    return gradient.group(1);
  }

  WordEncoder dEncoder() {
    return dEncoder;
  }
}
