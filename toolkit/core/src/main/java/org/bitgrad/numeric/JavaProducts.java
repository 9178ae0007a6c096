package org.bitgrad.numeric;

import java.util.Arrays;

/**
 * Products in plain Java: rows of {@code op(B)} are copied into arrays of their own, and each row
 * of C takes up four of them per pass. One array with several offsets in a loop stays scalar on JDK
 * 17.
 */
final class JavaProducts implements FloatProducts {
  /** Rows of {@code op(B)} that stay in the second cache while all rows of C take them up. */
  private static final int BLOCK = 64;

  private static final ThreadLocal<Scratch> SCRATCH = ThreadLocal.withInitial(Scratch::new);

  @Override
  public String name() {
    return "java";
  }

  @Override
  public FloatMemory memory(int size) {
    return new Memory(size);
  }

  @Override
  public void multiply(Form form, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    int inner = FloatProducts.innerSize(form, a, b, c);
    float[] to = numbers(c);
    float[] left = numbers(a);
    float[] right = numbers(b);
    scale(form.beta(), to, c);
    Scratch scratch = SCRATCH.get();
    scratch.fit(c.columns());
    for (int from = 0; from < inner; from += BLOCK) {
      int size = Math.min(BLOCK, inner - from);
      scratch.take(form.transposeB(), right, b, from, size);
      int step = form.transposeA() ? a.stride() : 1;
      int next = form.transposeA() ? 1 : a.stride();
      for (int m = 0; m < c.rows(); m++) {
        int start = c.offset() + m * c.stride();
        System.arraycopy(to, start, scratch.sum, 0, c.columns());
        scratch.factors(form.alpha(), left, a.offset() + m * next + from * step, step, size);
        scratch.add(size, c.columns());
        System.arraycopy(scratch.sum, 0, to, start, c.columns());
      }
    }
  }

  private static void scale(float beta, float[] to, FloatMatrix c) {
    for (int m = 0; m < c.rows(); m++) {
      int start = c.offset() + m * c.stride();
      if (beta == 0) {
        Arrays.fill(to, start, start + c.columns(), 0);
      } else if (beta != 1) {
        for (int i = start; i < start + c.columns(); i++) {
          to[i] *= beta;
        }
      }
    }
  }

  private static float[] numbers(FloatMatrix matrix) {
    if (matrix.memory() instanceof Memory memory) {
      return memory.numbers;
    }
    throw new IllegalArgumentException("windows must be on memory of java products");
  }

  /** Working rows of a thread; they grow to the widest product seen. */
  private static final class Scratch {
    private final float[][] rows = new float[BLOCK][0];
    private final float[] factors = new float[BLOCK];
    private float[] sum = new float[0];

    void fit(int columns) {
      if (sum.length < columns) {
        sum = new float[columns];
        for (int k = 0; k < rows.length; k++) {
          rows[k] = new float[columns];
        }
      }
    }

    /** Copies rows of op(B). */
    void take(boolean transposed, float[] right, FloatMatrix b, int from, int size) {
      if (!transposed) {
        for (int k = 0; k < size; k++) {
          int start = b.offset() + (from + k) * b.stride();
          System.arraycopy(right, start, rows[k], 0, b.columns());
        }
        return;
      }
      for (int n = 0; n < b.rows(); n++) {
        int start = b.offset() + n * b.stride() + from;
        for (int k = 0; k < size; k++) {
          rows[k][n] = right[start + k];
        }
      }
    }

    void factors(float alpha, float[] left, int start, int step, int size) {
      for (int k = 0; k < size; k++) {
        factors[k] = alpha * left[start + k * step];
      }
    }

    void add(int size, int columns) {
      int k = 0;
      for (; k + 4 <= size; k += 4) {
        addFour(k, columns);
      }
      for (; k < size; k++) {
        addOne(factors[k], rows[k], sum, columns);
      }
    }

    private void addFour(int k, int columns) {
      float f0 = factors[k];
      float f1 = factors[k + 1];
      float f2 = factors[k + 2];
      float f3 = factors[k + 3];
      float[] b0 = rows[k];
      float[] b1 = rows[k + 1];
      float[] b2 = rows[k + 2];
      float[] b3 = rows[k + 3];
      float[] c = sum;
      for (int i = 0; i < columns; i++) {
        c[i] =
            Math.fma(
                f3, b3[i], Math.fma(f2, b2[i], Math.fma(f1, b1[i], Math.fma(f0, b0[i], c[i]))));
      }
    }

    private static void addOne(float f, float[] b, float[] c, int columns) {
      for (int i = 0; i < columns; i++) {
        c[i] = Math.fma(f, b[i], c[i]);
      }
    }
  }

  private static final class Memory implements FloatMemory {
    private final float[] numbers;

    Memory(int size) {
      numbers = new float[size];
    }

    @Override
    public int size() {
      return numbers.length;
    }

    @Override
    public void put(int at, float[] from, int offset, int length) {
      System.arraycopy(from, offset, numbers, at, length);
    }

    @Override
    public void get(int at, float[] to, int offset, int length) {
      System.arraycopy(numbers, at, to, offset, length);
    }

    @Override
    public FloatMatrix matrix(int rows, int columns) {
      return new Window(this, rows, columns);
    }
  }

  private static final class Window extends FloatMatrix {
    Window(Memory memory, int rows, int columns) {
      super(memory, rows, columns);
    }
  }
}
