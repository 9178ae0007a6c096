package org.bitgrad.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of planes hold what the windows of a convolution hold, for any stride and border. */
class WindowPlanTest {
  /** Rounding of sums of some dozens of products in float32. */
  private static final float ROUNDING = 1e-5f;

  private static final int SHAPES = 500;

  /**
   * Sides 1 to 7, kernel 1 to 4, stride 1 to 3, border 0 to 2; null where the window is too large.
   */
  private static Convolution shape(int seed) {
    RandomStream stream = RandomStream.of(seed, "window-plan");
    int[] n = new int[7];
    int[] most = {3, 7, 7, 4, 3, 3, 3};
    for (int i = 0; i < n.length; i++) {
      n[i] = 1 + (int) (most[i] * stream.uniform(i));
    }
    int padding = n[5] - 1;
    boolean fits = n[3] <= Math.min(n[1], n[2]) + 2 * padding;
    Image image = new Image(n[0], n[1], n[2]);
    return fits ? new Convolution(image, n[6], new Window(n[3], n[4], padding)) : null;
  }

  private static float[] random(String name, int length) {
    double[] u = new double[length];
    RandomStream.of(5, name).uniforms(0, u, 0, length);
    float[] x = new float[length];
    for (int i = 0; i < length; i++) {
      x[i] = (float) (2 * u[i] - 1);
    }
    return x;
  }

  @Test
  void sumsOverRangesAreConvolutions() {
    int tested = 0;
    for (int seed = 0; seed < SHAPES; seed++) {
      Convolution shape = shape(seed);
      if (shape != null) {
        forward(shape);
        tested++;
      }
    }
    assertTrue(tested > SHAPES / 2, "too few windows that fit: " + tested);
  }

  private static void forward(Convolution shape) {
    float[] x = random("x", shape.in());
    float[] w = random("w", shape.weights());
    int places = shape.output().positions();
    float[] expected = new float[shape.out()];
    for (int i = 0; i < shape.weights() * places; i++) {
      int tap = i / places % shape.window().taps();
      int channel = i / places / shape.window().taps() % shape.image().channels();
      int c = i / places / shape.window().taps() / shape.image().channels();
      int position = shape.position(tap, i % places);
      if (position >= 0) {
        float input = x[channel * shape.image().positions() + position];
        expected[c * places + i % places] += w[shape.weight(c, channel, tap)] * input;
      }
    }
    WindowPlan plan = new WindowPlan(shape);
    float[] planes = new float[plan.size()];
    plan.split(x, 0, planes);
    int width = plan.columns() + 3;
    float[] block = new float[shape.channels() * width];
    for (int i = 0; i < shape.weights(); i++) {
      int tap = i % shape.window().taps();
      int channel = i / shape.window().taps() % shape.image().channels();
      int c = i / shape.window().taps() / shape.image().channels();
      for (int k = 0; k < plan.columns(); k++) {
        block[c * width + 2 + k] += w[i] * planes[plan.start(channel, tap) + k];
      }
    }
    float[] actual = new float[shape.out() + 1];
    plan.gather(block, width, 2, actual, 1);
    assertArrayEquals(
        expected, Arrays.copyOfRange(actual, 1, actual.length), ROUNDING, shape.toString());
    Arrays.fill(block, 0);
    plan.spread(actual, 1, block, width, 2);
    float sum = 0;
    for (int i = 0; i < shape.channels() * plan.columns(); i++) {
      sum += block[i / plan.columns() * width + 2 + i % plan.columns()];
    }
    float all = 0;
    for (float value : expected) {
      all += value;
    }
    assertEquals(all, sum, ROUNDING * shape.out());
  }

  @Test
  void sumsOverWhatPositionsReachAreConvolutionsBackwards() {
    for (int seed = 0; seed < SHAPES; seed++) {
      Convolution shape = shape(seed);
      if (shape != null) {
        backward(shape);
      }
    }
  }

  /** Strides wider than the image, up to the largest that is allowed. */
  @ParameterizedTest
  @ValueSource(ints = {5, 6, 7, 8, 20, 1000})
  void wideStridesHaveNoMorePhasesThanPositions(int stride) {
    Convolution shape = new Convolution(new Image(2, 6, 5), 3, new Window(3, stride, 1));
    assertTrue(new TransposedPlan(shape).phases() <= 30);
    backward(shape);
  }

  private static void backward(Convolution shape) {
    float[] da = random("da", shape.out());
    float[] w = random("w", shape.weights());
    int positions = shape.image().positions();
    float[] expected = new float[shape.in()];
    for (int i = 0; i < shape.in() * shape.fan(); i++) {
      int input = i / shape.fan();
      int tap = i % shape.window().taps();
      int c = i % shape.fan() / shape.window().taps();
      int place = shape.place(tap, input % positions);
      if (place >= 0) {
        float d = da[c * shape.output().positions() + place];
        expected[input] += w[shape.weight(c, input / positions, tap)] * d;
      }
    }
    TransposedPlan plan = new TransposedPlan(shape);
    float[] padded = new float[plan.size()];
    plan.pad(da, 0, padded);
    float[] actual = random("rest of an earlier call", shape.in());
    for (int p = 0; p < plan.phases(); p++) {
      for (int r = 0; r < shape.image().channels(); r++) {
        float[] row = new float[plan.columns(p) + 1];
        for (int k = 0; k < shape.channels() * plan.taps(p).length; k++) {
          int c = k / plan.taps(p).length;
          int tap = plan.taps(p)[k % plan.taps(p).length];
          for (int i = 0; i < plan.columns(p); i++) {
            row[1 + i] += w[shape.weight(c, r, tap)] * padded[plan.start(p, c, tap) + i];
          }
        }
        plan.toImage(p, row, 1, actual, r * positions);
      }
    }
    assertArrayEquals(expected, actual, ROUNDING, shape.toString());
    float[] again = new float[shape.in()];
    float[] row = new float[plan.columns() + 1];
    for (int p = 0; p < plan.phases(); p++) {
      for (int r = 0; r < shape.image().channels(); r++) {
        plan.fromImage(p, actual, r * positions, row, 1);
        plan.toImage(p, row, 1, again, r * positions);
      }
    }
    assertArrayEquals(actual, again);
  }
}
