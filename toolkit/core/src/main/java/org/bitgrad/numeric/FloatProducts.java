package org.bitgrad.numeric;

import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Matrix products in float32: {@code C = alpha op(A) op(B) + beta C} on windows of memory.
 *
 * <p>Two of them exist. {@code blas} calls OpenBLAS, which {@code bitgrad-network} brings; it runs
 * on the calling thread alone, and callers divide the rows of C among their threads. {@code java}
 * needs no natives. Both sum in float32; on a product of inner size k their errors against exact
 * arithmetic are at most about {@code 2^-24 k} times the sum of the terms' sizes, and usually
 * {@code 2^-24 sqrt(k)} times it. Those of {@code java} are the same bits for any division of C
 * into rows.
 *
 * <pre>{@code
 * FloatProducts products = FloatProducts.fastest();
 * FloatMemory x = products.memory(100 * 784), w = products.memory(500 * 784), a = products.memory(100 * 500);
 * products.multiply(FloatProducts.Form.A_BT, x.matrix(100, 784), w.matrix(500, 784), a.matrix(100, 500));
 * }</pre>
 */
public interface FloatProducts {
  /** System property that chooses: {@code blas}, {@code java}, or {@code auto}, the default. */
  String PROPERTY = "bitgrad.products";

  /**
   * What to multiply.
   *
   * @param transposeA whether {@code op(A)} is A transposed
   * @param transposeB whether {@code op(B)} is B transposed
   * @param alpha factor of the product
   * @param beta factor of what C held before; at 0 it is not read
   */
  record Form(boolean transposeA, boolean transposeB, float alpha, float beta) {
    /** {@code C = A B}. */
    public static final Form A_B = new Form(false, false, 1, 0);

    /** {@code C = A B^T}. */
    public static final Form A_BT = new Form(false, true, 1, 0);

    /** {@code C = A^T B}. */
    public static final Form AT_B = new Form(true, false, 1, 0);

    /** {@return the same, added to what C holds} */
    public Form added() {
      return new Form(transposeA, transposeB, alpha, 1);
    }
  }

  /**
   * The products that {@link #PROPERTY} names; where it names none, BLAS if its natives load, and
   * Java if they do not.
   *
   * @return products
   * @throws IllegalArgumentException if the property has another value
   * @throws IllegalStateException if it asks for BLAS, and the natives do not load
   */
  static FloatProducts fastest() {
    String choice = System.getProperty(PROPERTY, "auto");
    return switch (choice) {
      case "java" -> java();
      case "auto" -> blas().orElseGet(FloatProducts::java);
      case "blas" ->
          blas()
              .orElseThrow(
                  () ->
                      new IllegalStateException(
                          PROPERTY + " is blas, but the natives of OpenBLAS do not load"));
      default ->
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT, "%s must be auto, blas or java, but is %s", PROPERTY, choice));
    };
  }

  /** {@return products in Java} */
  static FloatProducts java() {
    return new JavaProducts();
  }

  /**
   * {@return products by OpenBLAS, if a {@link ProductsProvider} is there and its natives load; the
   * first call loads them}
   */
  static Optional<FloatProducts> blas() {
    return ServiceLoader.load(ProductsProvider.class, FloatProducts.class.getClassLoader()).stream()
        .flatMap(provider -> provider.get().load().stream())
        .findFirst();
  }

  /** {@return {@code blas} or {@code java}} */
  String name();

  /**
   * Memory that these products use.
   *
   * @param size numbers, at least 1
   * @return zeros
   */
  FloatMemory memory(int size);

  /**
   * Multiplies.
   *
   * @param form transposes and factors
   * @param a window on memory of these products
   * @param b window on memory of these products
   * @param c window on memory of these products, apart from the others; overwritten or added to
   * @throws IllegalArgumentException if sizes do not fit or a window is of other products
   */
  void multiply(Form form, FloatMatrix a, FloatMatrix b, FloatMatrix c);

  /**
   * Checks sizes.
   *
   * @param form transposes
   * @param a first factor
   * @param b second factor
   * @param c result
   * @return the inner size
   * @throws IllegalArgumentException if they do not fit
   */
  static int innerSize(Form form, FloatMatrix a, FloatMatrix b, FloatMatrix c) {
    int rows = form.transposeA() ? a.columns() : a.rows();
    int inner = form.transposeA() ? a.rows() : a.columns();
    int other = form.transposeB() ? b.columns() : b.rows();
    int columns = form.transposeB() ? b.rows() : b.columns();
    if (inner != other || rows != c.rows() || columns != c.columns()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "factors of %d x %d and %d x %d must give a product of %d x %d, but c is %d x %d",
              rows,
              inner,
              other,
              columns,
              rows,
              columns,
              c.rows(),
              c.columns()));
    }
    return inner;
  }
}
