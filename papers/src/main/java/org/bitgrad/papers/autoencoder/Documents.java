package org.bitgrad.papers.autoencoder;

import java.util.Arrays;
import org.bitgrad.data.LabelledCounts;
import org.bitgrad.data.LabelledExamples;
import org.bitgrad.network.Batch;
import org.bitgrad.papers.shared.Orders;
import org.bitgrad.random.RandomStream;

/**
 * Documents by their counts of words.
 *
 * @param batch inputs {@code log(1 + count)}; targets are the counts
 */
public record Documents(Batch batch) {
  /**
   * Some documents of a data set, drawn without replacement.
   *
   * @param counts the data set
   * @param size how many documents, at most all
   * @param stream which
   * @return the documents
   */
  public static Documents of(LabelledCounts counts, int size, RandomStream stream) {
    int[] rows = Arrays.copyOf(Orders.shuffled(stream, counts.size()), size);
    LabelledExamples chosen = counts.at(rows).asCounts();
    double[][] targets = new double[size][chosen.features()];
    double[][] inputs = new double[size][];
    for (int n = 0; n < size; n++) {
      chosen.numbers(n, targets[n]);
      inputs[n] = Arrays.stream(targets[n]).map(Math::log1p).toArray();
    }
    return new Documents(Batch.of(inputs, targets));
  }

  int size() {
    return batch.points();
  }

  int words() {
    return batch.inputs();
  }

  /** Logarithms of the words' shares in all documents; each word counts once more. */
  double[] logShares() {
    double[] sums = new double[words()];
    Arrays.fill(sums, 1);
    for (double[] counts : batch.targets()) {
      for (int w = 0; w < sums.length; w++) {
        sums[w] += counts[w];
      }
    }
    double all = Arrays.stream(sums).sum();
    return Arrays.stream(sums).map(sum -> Math.log(sum / all)).toArray();
  }
}
