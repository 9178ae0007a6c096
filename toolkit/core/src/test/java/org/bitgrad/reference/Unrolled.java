package org.bitgrad.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.model.Batch;
import org.bitgrad.model.Encoding;
import org.bitgrad.model.Gradient;
import org.bitgrad.model.NetworkBuilder;
import org.bitgrad.model.OutputLoss;
import org.bitgrad.model.Problem;
import org.bitgrad.model.StochasticBinaryNetwork;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * A convolutional network and the dense network of its unrolled matrices: two convolutions, a dense
 * layer if there is one, and a head.
 */
public final class Unrolled {
  /** Channels, height and width of the input. */
  private final int[] image;

  /** Channels, kernel, stride and padding of each convolution. */
  private final int[][] windows;

  private final Noise[] noises;
  private final Encoding encoding;
  private final int dense;
  private final List<int[][]> matrices = new ArrayList<>();
  private StochasticBinaryNetwork network;

  private Unrolled(int[] image, int[][] windows, Noise[] noises, Encoding encoding, int dense) {
    this.image = image;
    this.windows = windows;
    this.noises = noises;
    this.encoding = encoding;
    this.dense = dense;
  }

  /** 3x3 pixels, 2 channels of 2x2 units, then 2 of 2x2 with a stride and a border. */
  public static Unrolled tiny(Encoding encoding, Noise... noises) {
    int[][] windows = {{2, 2, 1, 0}, {2, 2, 2, 1}};
    return new Unrolled(new int[] {1, 3, 3}, windows, noises, encoding, 0).network(3);
  }

  /** Random sizes: kernel 1 to 3, stride 1 to 3, padding 0 to 2, 1 to 3 channels, no squares. */
  public static Unrolled random(long seed) {
    RandomStream stream = RandomStream.of(seed, "convolutions");
    int[] n = new int[20];
    for (int i = 0; i < n.length; i++) {
      n[i] = (int) (3 * stream.uniform(i));
    }
    int[] image = {1 + n[0], 3 + n[1], 4 + n[2]};
    int[][] windows = {
      {1 + n[3], 1 + n[4], 1 + n[5], n[6]}, {1 + n[7], 1 + n[8], 1 + n[9], 1 + n[10] / 2}
    };
    Noise[] all = {Noise.logistic(), Noise.logistic(0.5), Noise.gaussian(0.8)};
    Noise[] noises = {all[n[11]], all[n[12]], all[n[13]]};
    Encoding encoding = n[14] == 0 ? Encoding.BITS : Encoding.SPINS;
    return new Unrolled(image, windows, noises, encoding, n[15]).network(seed);
  }

  private Unrolled network(long seed) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(image[0], image[1], image[2]);
    int[] before = image;
    for (int k = 0; k < windows.length; k++) {
      int[] w = windows[k];
      builder.convolution(w[0], w[1], noises[k]).stride(w[2]).padding(w[3]);
      int[] after = {w[0], places(before[1], w), places(before[2], w)};
      matrices.add(matrix(before, after, w));
      before = after;
    }
    if (dense > 0) {
      builder.bernoulli(dense, noises[2]);
    }
    network = builder.encoding(encoding).head(1, OutputLoss.LOGISTIC).initialise(seed);
    return this;
  }

  private static int places(int length, int[] w) {
    return (length + 2 * w[3] - w[1] + w[2]) / w[2];
  }

  /** Index of the weight from each input to each output, -1 where there is none. */
  private static int[][] matrix(int[] before, int[] after, int[] w) {
    int[][] m = new int[after[0] * after[1] * after[2]][before[0] * before[1] * before[2]];
    for (int j = 0; j < m.length; j++) {
      int top = j / after[2] % after[1] * w[2] - w[3];
      int left = j % after[2] * w[2] - w[3];
      for (int i = 0; i < m[j].length; i++) {
        int y = i / before[2] % before[1] - top;
        int x = i % before[2] - left;
        boolean seen = y >= 0 && y < w[1] && x >= 0 && x < w[1];
        int kernel = j / (after[1] * after[2]) * before[0] + i / (before[1] * before[2]);
        m[j][i] = seen ? (kernel * w[1] + y) * w[1] + x : -1;
      }
    }
    return m;
  }

  public StochasticBinaryNetwork network() {
    return network;
  }

  /** The index of the weight for each output and input of a convolution, -1 where there is none. */
  public int[][] matrix(int layer) {
    return matrices.get(layer);
  }

  /** The dense network with the present parameters. */
  public StochasticBinaryNetwork unrolled() {
    NetworkBuilder builder = StochasticBinaryNetwork.input(matrices.get(0)[0].length);
    double[][] groups = new double[network.layers() + 1][];
    for (int k = 0; k < groups.length; k++) {
      groups[k] = k < windows.length ? unrolled(k) : network.group(k);
      if (k < network.layers()) {
        builder.bernoulli(network.sizes()[k + 1], network.noise(k));
      }
    }
    return builder.encoding(encoding).head(1, network.outputLoss()).parameters(groups);
  }

  private double[] unrolled(int k) {
    int[][] m = matrices.get(k);
    double[] shared = network.group(k);
    double[] theta = new double[m.length * (m[0].length + 1)];
    for (int j = 0; j < m.length; j++) {
      for (int i = 0; i < m[0].length; i++) {
        theta[j * m[0].length + i] = m[j][i] < 0 ? 0 : shared[m[j][i]];
      }
      theta[m.length * m[0].length + j] = shared[bias(k, j)];
    }
    return theta;
  }

  private int bias(int k, int j) {
    int channels = windows[k][0];
    return network.group(k).length - channels + j / (matrices.get(k).length / channels);
  }

  /** A group of the dense network's gradient, summed over what shares a parameter. */
  public double[] folded(Gradient gradient, int k) {
    if (k >= windows.length) {
      return gradient.group(k).clone();
    }
    int[][] m = matrices.get(k);
    double[] sums = new double[network.group(k).length];
    for (int j = 0; j < m.length; j++) {
      for (int i = 0; i < m[0].length; i++) {
        if (m[j][i] >= 0) {
          sums[m[j][i]] += gradient.group(k)[j * m[0].length + i];
        }
      }
      sums[bias(k, j)] += gradient.group(k)[m.length * m[0].length + j];
    }
    return sums;
  }

  /** Both networks on the same points. */
  public List<Problem> problems(int points) {
    int inputs = matrices.get(0)[0].length;
    double[][] x = new double[points][inputs];
    double[] y = new double[points];
    for (int n = 0; n < points; n++) {
      RandomStream.of(n, "pixels").uniforms(0, x[n], 0, inputs);
      x[n] = Arrays.stream(x[n]).map(u -> 3 * u - 1.5).toArray();
      y[n] = n % 2 == 0 ? 1 : -1;
    }
    return List.of(network.on(Batch.of(x, y)), unrolled().on(Batch.of(x, y)));
  }
}
