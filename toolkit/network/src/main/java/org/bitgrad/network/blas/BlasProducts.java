package org.bitgrad.network.blas;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.bitgrad.numeric.FloatMatrix;
import org.bitgrad.numeric.FloatMemory;
import org.bitgrad.numeric.FloatProducts;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.openblas.global.openblas_nolapack;

/**
 * Products by OpenBLAS on one thread. Memory lies outside the heap: on JDK 17 products of arrays
 * copy them first, and do not run side by side.
 */
final class BlasProducts implements FloatProducts {
  private BlasProducts() {}

  /** Loads once; a second attempt after a failure would only fail again. */
  private static final class Natives {
    static final Optional<FloatProducts> PRODUCTS = attempt();

    private static Optional<FloatProducts> attempt() {
      try {
        Loader.load(openblas_nolapack.class);
        BlasProducts products = new BlasProducts();
        products.multiply(
            Form.A_B,
            products.memory(1).matrix(1, 1),
            products.memory(1).matrix(1, 1),
            products.memory(1).matrix(1, 1));
        return Optional.of(products);
      } catch (LinkageError | RuntimeException e) {
        return Optional.empty();
      }
    }
  }

  static Optional<FloatProducts> load() {
    return Natives.PRODUCTS;
  }

  @Override
  public String name() {
    return "blas";
  }

  @Override
  public FloatMemory memory(int size) {
    return new Memory(size);
  }

  @Override
  public void multiply(Form form, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    int inner = FloatProducts.innerSize(form, a, b, c);
    if (c.rows() == 0) {
      return;
    }
    FloatPointer first = pointer(a);
    FloatPointer second = pointer(b);
    FloatPointer third = pointer(c);
    // ND4J, loaded later by the same program, may have asked for threads.
    if (openblas_nolapack.blas_get_num_threads() != 1) {
      openblas_nolapack.blas_set_num_threads(1);
    }
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transpose(form.transposeA()),
        transpose(form.transposeB()),
        c.rows(),
        c.columns(),
        inner,
        form.alpha(),
        first,
        a.stride(),
        second,
        b.stride(),
        form.beta(),
        third,
        c.stride());
  }

  private static int transpose(boolean yes) {
    return yes ? openblas_nolapack.CblasTrans : openblas_nolapack.CblasNoTrans;
  }

  private static FloatPointer pointer(FloatMatrix matrix) {
    if (matrix instanceof Window window) {
      return window.pointer.position(window.offset());
    }
    throw new IllegalArgumentException("windows must be on memory of blas products");
  }

  private static final class Memory implements FloatMemory {
    private final FloatPointer start;
    private final FloatBuffer numbers;

    Memory(int size) {
      start = new FloatPointer((long) size);
      start.zero();
      numbers = start.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    @Override
    public int size() {
      return numbers.capacity();
    }

    @Override
    public void put(int at, float[] from, int offset, int length) {
      numbers.put(at, from, offset, length);
    }

    @Override
    public void get(int at, float[] to, int offset, int length) {
      numbers.get(at, to, offset, length);
    }

    @Override
    public FloatMatrix matrix(int rows, int columns) {
      return new Window(this, rows, columns);
    }
  }

  private static final class Window extends FloatMatrix {
    /** Its own, since a pointer's position is part of it; it keeps the memory alive. */
    private final FloatPointer pointer;

    Window(Memory memory, int rows, int columns) {
      super(memory, rows, columns);
      pointer = new FloatPointer(memory.start);
    }
  }
}
