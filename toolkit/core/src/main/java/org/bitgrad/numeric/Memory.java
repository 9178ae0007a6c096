package org.bitgrad.numeric;

import java.util.Locale;

/**
 * Sizes and memory, reckoned before anything is allocated: products of sizes that cannot overflow,
 * and the refusal of what would not fit.
 *
 * <p>Estimates count the large arrays only. What they refuse could not have run; what is near the
 * limit may still run out, and the command line then says what helps.
 *
 * <pre>{@code
 * Memory.require("units", units, Memory.product(Double.BYTES, units, inputs));
 * }</pre>
 */
public final class Memory {
  /** The variable that passes options to Java. */
  public static final String OPTIONS = "BITGRAD_JAVA_OPTS";

  /** What helps where memory is short. */
  public static final String REMEDY = OPTIONS + "=-Xmx... gives more, a smaller batch needs less";

  /** Arrays of Java have fewer elements than 2^31; some machines reserve a few. */
  public static final long LARGEST_ARRAY = Integer.MAX_VALUE - 8L;

  private Memory() {}

  /** {@return bytes that this virtual machine may use for objects} */
  public static long most() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * A product of sizes.
   *
   * @param sizes at least 0 each
   * @return the product; {@link Long#MAX_VALUE} if it is that large or larger
   */
  public static long product(long... sizes) {
    long product = 1;
    for (long size : sizes) {
      if (size == 0) {
        return 0;
      }
      product = product > Long.MAX_VALUE / size ? Long.MAX_VALUE : product * size;
    }
    return product;
  }

  /**
   * A sum of sizes.
   *
   * @param sizes at least 0 each
   * @return the sum; {@link Long#MAX_VALUE} if it is that large or larger
   */
  public static long sum(long... sizes) {
    long sum = 0;
    for (long size : sizes) {
      sum = sum > Long.MAX_VALUE - size ? Long.MAX_VALUE : sum + size;
    }
    return sum;
  }

  /**
   * Refuses what needs more memory than there is.
   *
   * @param what field or argument
   * @param value of it
   * @param bytes that it needs at least
   * @throws TooLargeException if there are fewer
   */
  public static void require(String what, Object value, long bytes) {
    if (bytes > most()) {
      throw new TooLargeException(
          String.format(
              Locale.ROOT,
              "%s is %s, which needs about %s of memory; allowed: at most %s here (%s)",
              what,
              value,
              text(bytes),
              text(most()),
              REMEDY));
    }
  }

  /**
   * Refuses a number of things that need more memory than there is, and says how many there may be.
   *
   * @param what field or argument
   * @param value how many
   * @param each bytes of one, more than 0
   * @param beside bytes that are needed whatever the value is, less than {@link #most}
   * @throws TooLargeException if there are fewer
   */
  public static void atMost(String what, long value, long each, long beside) {
    long bytes = sum(product(value, each), beside);
    if (bytes > most()) {
      throw new TooLargeException(
          String.format(
              Locale.ROOT,
              "%s is %d, which needs about %s of memory; allowed: at most %d in %s (%s)",
              what,
              value,
              text(bytes),
              (most() - beside) / each,
              text(most()),
              REMEDY));
    }
  }

  /**
   * Refuses an array that Java cannot have.
   *
   * @param what field or argument
   * @param value of it
   * @param numbers elements of the array
   * @return the number of elements
   * @throws TooLargeException if there are more than {@link #LARGEST_ARRAY}
   */
  public static int requireArray(String what, Object value, long numbers) {
    if (numbers > LARGEST_ARRAY) {
      throw new TooLargeException(
          String.format(
              Locale.ROOT,
              "%s is %s, which makes an array of %s numbers; allowed: at most %d",
              what,
              value,
              numbers == Long.MAX_VALUE ? "2^63" : String.valueOf(numbers),
              LARGEST_ARRAY));
    }
    return (int) numbers;
  }

  /**
   * Bytes in words.
   *
   * @param bytes at least 0
   * @return for example {@code 1.5 GiB}
   */
  public static String text(long bytes) {
    String[] units = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    double amount = bytes / 1024.0;
    int unit = 0;
    while (amount >= 1024 && unit < units.length - 1) {
      amount /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, amount < 10 ? "%.1f %s" : "%.0f %s", amount, units[unit]);
  }
}
