package org.bitgrad.numeric;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bitgrad.numeric.FloatProducts.Form;
import org.bitgrad.random.RandomStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Float32 products against sums in double; natives are part of the build, so both are tested. */
@Isolated("it sets a system property")
class FloatProductsTest {
  private static final List<Form> FORMS =
      List.of(
          Form.A_B,
          Form.A_BT,
          Form.AT_B,
          new Form(true, true, 1, 0),
          new Form(false, false, -0.5f, 1),
          new Form(false, true, 2, 0.25f),
          Form.AT_B.added());

  private static final int[][] SIZES = {
    {1, 1, 1}, {1, 7, 3}, {5, 1, 4}, {3, 130, 2}, {17, 64, 33}, {50, 200, 10}, {100, 67, 129}
  };

  static Stream<FloatProducts> both() {
    return Stream.of(FloatProducts.java(), FloatProducts.blas().orElseThrow());
  }

  /** A factor or result at an offset, with gaps between its rows. */
  private static final class Operand {
    private static final int OFFSET = 5;
    private static final int GAP = 3;
    private final float[] numbers;
    private final FloatMatrix window;

    Operand(FloatProducts products, int rows, int columns, String name) {
      int stride = columns + GAP;
      numbers = new float[OFFSET + rows * stride];
      RandomStream.of(rows, name).child(columns).centred(0, numbers, 0, numbers.length);
      FloatMemory memory = products.memory(numbers.length);
      memory.put(0, numbers, 0, numbers.length);
      window = memory.matrix(1, stride).size(1, columns).at(OFFSET).size(rows, columns);
    }

    double get(boolean transposed, int i, int j) {
      int row = transposed ? j : i;
      int column = transposed ? i : j;
      return numbers[OFFSET + row * window.stride() + column];
    }

    float[] now() {
      float[] out = new float[numbers.length];
      window.memory().get(0, out, 0, out.length);
      return out;
    }
  }

  private record Case(Form form, int m, int k, int n) {
    Operand a(FloatProducts products) {
      return new Operand(products, form.transposeA() ? k : m, form.transposeA() ? m : k, "a");
    }

    Operand b(FloatProducts products) {
      return new Operand(products, form.transposeB() ? n : k, form.transposeB() ? k : n, "b");
    }
  }

  private static Stream<Case> cases() {
    return FORMS.stream()
        .flatMap(form -> Stream.of(SIZES).map(s -> new Case(form, s[0], s[1], s[2])));
  }

  /** Bound of the worst case, as the class comment states it. */
  @ParameterizedTest
  @MethodSource("both")
  void productsAreThoseOfSumsInDoubleAndNothingElseIsTouched(FloatProducts products) {
    cases().forEach(each -> check(products, each));
  }

  private static void check(FloatProducts products, Case each) {
    Operand a = each.a(products);
    Operand b = each.b(products);
    Operand c = new Operand(products, each.m, each.n, "c");
    products.multiply(each.form, a.window, b.window, c.window);
    float[] found = c.now();
    float[] expected = c.numbers.clone();
    for (int i = 0; i < each.m; i++) {
      for (int j = 0; j < each.n; j++) {
        double sum = each.form.beta() * c.get(false, i, j);
        double size = Math.abs(sum);
        for (int k = 0; k < each.k; k++) {
          double term =
              each.form.alpha()
                  * a.get(each.form.transposeA(), i, k)
                  * b.get(each.form.transposeB(), k, j);
          sum += term;
          size += Math.abs(term);
        }
        int at = Operand.OFFSET + i * c.window.stride() + j;
        assertEquals(sum, found[at], 0x1p-24 * (each.k + 3) * size, products.name() + each);
        expected[at] = found[at];
      }
    }
    assertArrayEquals(expected, found, products.name() + each);
  }

  /** Sums of some hundred terms of size 1/16: both are right to 1e-6, so they agree to 1e-5. */
  @Test
  void bothAgreeToOneInAHundredThousand() {
    Case each = new Case(Form.A_BT, 100, 784, 50);
    float[][] results = new float[2][];
    for (int p = 0; p < 2; p++) {
      FloatProducts products = both().toList().get(p);
      Operand c = new Operand(products, each.m, each.n, "c");
      products.multiply(each.form, each.a(products).window, each.b(products).window, c.window);
      results[p] = c.now();
    }
    double largest = 0;
    for (float value : results[0]) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 1);
    for (int i = 0; i < results[0].length; i++) {
      assertEquals(results[0][i], results[1][i], 1e-5 * largest);
    }
  }

  @ParameterizedTest
  @MethodSource("both")
  void zeroBetaForgetsWhatWasThereEvenIfItWasNoNumber(FloatProducts products) {
    FloatMemory c = products.memory(1);
    c.put(0, new float[] {Float.NaN}, 0, 1);
    FloatMemory one = products.memory(1);
    one.put(0, new float[] {3}, 0, 1);
    products.multiply(Form.A_B, one.matrix(1, 1), one.matrix(1, 1), c.matrix(1, 1));
    float[] out = new float[1];
    c.get(0, out, 0, 1);
    assertEquals(9, out[0]);
  }

  @ParameterizedTest
  @MethodSource("both")
  void memoryStartsAsZerosAndGivesBackWhatWasPut(FloatProducts products) {
    FloatMemory memory = products.memory(10);
    float[] out = new float[10];
    memory.get(0, out, 0, 10);
    assertArrayEquals(new float[10], out);
    memory.put(4, new float[] {1, 2, 3, 4}, 1, 3);
    memory.get(3, out, 0, 5);
    assertArrayEquals(new float[] {0, 2, 3, 4, 0, 0, 0, 0, 0, 0}, out);
    assertThrows(IndexOutOfBoundsException.class, () -> memory.put(8, out, 0, 3));
  }

  @Test
  void rowsOfJavaProductsDoNotDependOnHowTheyAreDivided() {
    FloatProducts products = FloatProducts.java();
    Case each = new Case(Form.A_BT, 30, 97, 41);
    Operand whole = new Operand(products, 30, 41, "c");
    Operand parts = new Operand(products, 30, 41, "c");
    Operand a = each.a(products);
    Operand b = each.b(products);
    products.multiply(each.form, a.window, b.window, whole.window);
    for (int from = 0; from < 30; from += 10) {
      a.window.size(10, 97).at(Operand.OFFSET + from * a.window.stride());
      parts.window.size(10, 41).at(Operand.OFFSET + from * parts.window.stride());
      products.multiply(each.form, a.window, b.window, parts.window);
    }
    assertArrayEquals(whole.now(), parts.now());
  }

  @ParameterizedTest
  @MethodSource("both")
  void sizesAndWindowsThatDoNotFitAreRefused(FloatProducts products) {
    FloatMemory memory = products.memory(12);
    FloatMatrix a = memory.matrix(3, 4);
    FloatMatrix b = products.memory(12).matrix(4, 3);
    FloatMatrix c = products.memory(9).matrix(3, 3);
    assertThrows(IllegalArgumentException.class, () -> products.multiply(Form.A_BT, a, b, c));
    FloatProducts others =
        both().filter(p -> !p.name().equals(products.name())).findFirst().orElseThrow();
    assertThrows(IllegalArgumentException.class, () -> others.multiply(Form.A_B, a, b, c));
    assertThrows(IndexOutOfBoundsException.class, () -> memory.matrix(4, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> a.at(1));
    assertThrows(IndexOutOfBoundsException.class, () -> a.size(3, 5));
    assertThrows(IndexOutOfBoundsException.class, () -> a.size(4, 4));
    assertThrows(IndexOutOfBoundsException.class, () -> a.at(-1));
  }

  @Test
  void thePropertyChooses() {
    String before = System.getProperty(FloatProducts.PROPERTY);
    try {
      System.setProperty(FloatProducts.PROPERTY, "java");
      assertEquals("java", FloatProducts.fastest().name());
      System.setProperty(FloatProducts.PROPERTY, "blas");
      assertEquals("blas", FloatProducts.fastest().name());
      System.setProperty(FloatProducts.PROPERTY, "mkl");
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, FloatProducts::fastest);
      assertEquals("bitgrad.products must be auto, blas or java, but is mkl", refusal.getMessage());
    } finally {
      if (before == null) {
        System.clearProperty(FloatProducts.PROPERTY);
      } else {
        System.setProperty(FloatProducts.PROPERTY, before);
      }
    }
  }
}
