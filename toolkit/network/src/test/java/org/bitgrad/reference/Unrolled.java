package org.bitgrad.reference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bitgrad.network.Batch;
import org.bitgrad.network.NetworkBuilder;
import org.bitgrad.network.OutputLoss;
import org.bitgrad.network.StochasticBinaryNetwork;
import org.bitgrad.problem.Encoding;
import org.bitgrad.problem.Gradient;
import org.bitgrad.problem.Problem;
import org.bitgrad.random.Noise;
import org.bitgrad.random.RandomStream;

/**
 * A convolutional network and the dense network of its unrolled matrices: two convolutions, a dense
 * layer if there is one, and a head; behind each convolution means or sums of windows, if any.
 */
public final class Unrolled {
  /** How windows of 2x2 units are joined. */
  public enum Join {
    AVERAGE,
    SUM
  }

  /** Channels, height and width of the input. */
  private final int[] image;

  /** Channels, kernel, stride and padding of each convolution. */
  private final int[][] windows;

  private final Noise[] noises;
  private final Encoding encoding;
  private final int dense;

  /** What is behind each convolution; null for nothing. */
  private final Join[] poolings;

  private final List<int[][]> matrices = new ArrayList<>();
  private final List<Double> factors = new ArrayList<>(List.of(1.0));
  private StochasticBinaryNetwork network;

  private Unrolled(int[][] sizes, Noise[] noises, Encoding encoding, int dense, Join... poolings) {
    image = sizes[0];
    windows = Arrays.copyOfRange(sizes, 1, sizes.length);
    this.noises = noises;
    this.encoding = encoding;
    this.dense = dense;
    this.poolings = poolings;
  }

  /** 3x3 pixels, 2 channels of 2x2 units, then 2 of 2x2 with a stride and a border. */
  public static Unrolled tiny(Encoding encoding, Noise... noises) {
    int[][] sizes = {{1, 3, 3}, {2, 2, 1, 0}, {2, 2, 2, 1}};
    return new Unrolled(sizes, noises, encoding, 0, null, null).network(3);
  }

  /** 3x3 pixels, 2 channels of 2x2 units joined to one number each, 1 channel of 2x2, joined. */
  public static Unrolled pooled(Encoding encoding, Join kind, Noise... noises) {
    int[][] sizes = {{1, 3, 3}, {2, 2, 1, 0}, {1, 2, 1, 1}};
    return new Unrolled(sizes, noises, encoding, 0, kind, kind).network(3);
  }

  /** Random sizes: kernel 1 to 3, stride 1 to 3, padding 0 to 2, 1 to 3 channels, no squares. */
  public static Unrolled random(long seed) {
    RandomStream stream = RandomStream.of(seed, "convolutions");
    int[] n = new int[20];
    for (int i = 0; i < n.length; i++) {
      n[i] = (int) (3 * stream.uniform(i));
    }
    int[][] sizes = {
      {1 + n[0], 3 + n[1], 4 + n[2]},
      {1 + n[3], 1 + n[4], 1 + n[5], n[6]},
      {1 + n[7], 1 + n[8], 1 + n[9], 1 + n[10] / 2}
    };
    Noise[] all = {Noise.logistic(), Noise.logistic(0.5), Noise.gaussian(0.8)};
    Noise[] noises = {all[n[11]], all[n[12]], all[n[13]]};
    Encoding encoding = n[14] == 0 ? Encoding.BITS : Encoding.SPINS;
    Join[] kinds = {null, Join.AVERAGE, Join.SUM};
    Unrolled net = new Unrolled(sizes, noises, encoding, n[15], kinds[n[16]], kinds[n[17]]);
    return net.network(seed);
  }

  private Unrolled network(long seed) {
    NetworkBuilder builder = StochasticBinaryNetwork.input(image[0], image[1], image[2]);
    int[] before = image;
    int side = 1;
    for (int k = 0; k < windows.length; k++) {
      int[] w = windows[k];
      int[] read = {before[0], before[1] / side, before[2] / side};
      // A convolution that is too large for what pooling leaves gets a smaller kernel.
      w[1] = Math.min(w[1], Math.min(read[1], read[2]) + 2 * w[3]);
      builder.convolution(w[0], w[1], noises[k]).stride(w[2]).padding(w[3]);
      int[] after = {w[0], places(read[1], w), places(read[2], w)};
      addMatrix(pooled(matrix(read, after, w), before, side));
      before = after;
      side = pool(builder, k, before);
    }
    int[] read = {before[0], before[1] / side, before[2] / side};
    if (dense > 0) {
      builder.bernoulli(dense, noises[2]);
      addMatrix(pooled(full(dense, read), before, side));
      before = new int[] {dense, 1, 1};
      read = before;
      side = 1;
    }
    addMatrix(pooled(full(1, read), before, side));
    network = builder.encoding(encoding).head(1, OutputLoss.LOGISTIC).initialise(seed);
    return this;
  }

  private void addMatrix(int[][] m) {
    matrices.add(m);
  }

  /** The side of the windows behind a convolution, 1 for none. */
  private int pool(NetworkBuilder builder, int k, int[] image) {
    boolean fits = Math.min(image[1], image[2]) >= 2;
    if (poolings[k] != null && fits) {
      if (poolings[k] == Join.SUM) {
        builder.sumPooling(2);
      } else {
        builder.averagePooling(2);
      }
    }
    factors.add(fits && poolings[k] == Join.AVERAGE ? 0.25 : 1);
    return fits && poolings[k] != null ? 2 : 1;
  }

  /** From what is pooled to what it is pooled from. */
  private static int[][] pooled(int[][] m, int[] image, int side) {
    int height = image[1] / side;
    int width = image[2] / side;
    int[][] all = new int[m.length][image[0] * image[1] * image[2]];
    for (int j = 0; j < m.length; j++) {
      for (int i = 0; i < all[j].length; i++) {
        int y = i / image[2] % image[1] / side;
        int x = i % image[2] / side;
        int channel = i / (image[1] * image[2]);
        all[j][i] = y < height && x < width ? m[j][(channel * height + y) * width + x] : -1;
      }
    }
    return all;
  }

  private static int[][] full(int out, int[] image) {
    int in = image[0] * image[1] * image[2];
    int[][] m = new int[out][in];
    for (int at = 0; at < out * in; at++) {
      m[at / in][at % in] = at;
    }
    return m;
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

  /** The dense network with the present parameters. */
  public StochasticBinaryNetwork unrolled() {
    NetworkBuilder builder = StochasticBinaryNetwork.input(matrices.get(0)[0].length);
    double[][] groups = new double[network.layers() + 1][];
    for (int k = 0; k < groups.length; k++) {
      groups[k] = unrolled(k);
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
        theta[j * m[0].length + i] = m[j][i] < 0 ? 0 : factor(k) * shared[m[j][i]];
      }
      theta[m.length * m[0].length + j] = shared[bias(k, j)];
    }
    return theta;
  }

  private int bias(int k, int j) {
    int channels = k < windows.length ? windows[k][0] : matrices.get(k).length;
    return network.group(k).length - channels + j / (matrices.get(k).length / channels);
  }

  /** What a number that layer k reads is multiplied by before it is added to others. */
  private double factor(int k) {
    return k < factors.size() ? factors.get(k) : 1;
  }

  /** A group of the dense network's gradient, summed over what shares a parameter. */
  public double[] folded(Gradient gradient, int k) {
    int[][] m = matrices.get(k);
    double[] sums = new double[network.group(k).length];
    for (int j = 0; j < m.length; j++) {
      for (int i = 0; i < m[0].length; i++) {
        if (m[j][i] >= 0) {
          sums[m[j][i]] += factor(k) * gradient.group(k)[j * m[0].length + i];
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
