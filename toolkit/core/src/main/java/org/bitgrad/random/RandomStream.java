package org.bitgrad.random;

import java.util.Locale;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An immutable, named, counter-based stream of random bits: any position can be read at any time,
 * by any thread, without touching any other.
 *
 * <p><b>Formula.</b> A stream has two 64-bit words, {@code key} and {@code tweak}, hashed from
 * (seed, names, indices). With SplitMix64's finaliser {@code mix} and its odd increment {@code G},
 *
 * <pre>bits(c) = mix( mix(key + (c + 1) G) XOR tweak )      (all arithmetic modulo 2^64)</pre>
 *
 * The inner value is the output number c of SplitMix64 seeded with {@code key}; the outer layer is
 * the same finaliser keyed by {@code tweak}. Source: G. Steele, D. Lea, C. Flood, "Fast splittable
 * pseudorandom number generators", OOPSLA 2014 (generator); D. Stafford, "Better bit mixing", 2011,
 * variant 13 (finaliser). Deviation: the second, keyed application.
 *
 * <p><b>Why streams do not overlap.</b> With one application only, every stream would be the one
 * sequence {@code mix(n G)} begun at another n: key and key + dG give the same numbers d positions
 * apart. The tweak breaks this. If {@code bits(c) = bits'(c')} in two streams, then {@code mix(x)
 * XOR mix(x') = tweak XOR tweak'} where x and x' advance together by G; for a common run the XOR of
 * two finaliser outputs at a fixed distance would have to stay constant along it, which happens by
 * itself only for equal tweaks. So two streams are shifts of one another only if their tweaks agree
 * (probability 2^-64 a pair) <em>and</em> their keys lie within the used length of each other.
 * Different paths are different word sequences by construction, and collide in both words with
 * probability about 2^-128.
 *
 * <p><b>Limits.</b> Within one stream the map from position to bits is a bijection, so no 64-bit
 * value occurs twice in a period of 2^64: use far fewer than 2^32 values of one stream where that
 * matters. Not for cryptography. Memory 32 bytes; a value costs two finalisers, well under a
 * nanosecond each in the bulk forms.
 *
 * <pre>{@code
 * RandomStream trial = RandomStream.of(7, "psa-2020", "PSA").child(1234);
 * double[] u = new double[100];
 * trial.child("layer").child(1).uniforms(0, u, 0, u.length);
 * }</pre>
 */
public final class RandomStream {

  private final long key;
  private final long tweak;

  RandomStream(long key, long tweak) {
    this.key = key;
    this.tweak = tweak;
  }

  /**
   * The stream of a seed and a path of names; {@code of(s, "a", "b")} equals {@code
   * of(s).child("a").child("b")}.
   *
   * @param seed any 64-bit number
   * @param names the path, outermost first; each of at least one character, well-formed Unicode
   * @return the stream
   * @throws IllegalArgumentException if the array or a name is null, empty or not well-formed
   */
  public static RandomStream of(long seed, String... names) {
    if (names == null) {
      throw new IllegalArgumentException("names must be an array of names, was null");
    }
    RandomStream stream = StreamHash.root(seed);
    for (String name : names) {
      stream = StreamHash.absorbName(stream, name);
    }
    return stream;
  }

  /**
   * The stream one name further down the path.
   *
   * @param name at least one character, well-formed Unicode; hashed as UTF-8
   * @return a stream of its own; this one is unchanged
   * @throws IllegalArgumentException if the name is null, empty or not well-formed
   */
  public RandomStream child(String name) {
    return StreamHash.absorbName(this, name);
  }

  /**
   * The stream one index further down the path; never the stream of a name spelled alike.
   *
   * @param index any 64-bit number, e.g. a trial
   * @return a stream of its own; this one is unchanged
   */
  public RandomStream child(long index) {
    return StreamHash.absorbIndex(this, index);
  }

  /**
   * The first of the two words that identify this stream.
   *
   * @return the key
   */
  public long key() {
    return key;
  }

  /**
   * The second of the two words that identify this stream.
   *
   * @return the tweak
   */
  public long tweak() {
    return tweak;
  }

  /**
   * The 64 random bits at a position.
   *
   * @param counter the position, taken modulo 2^64
   * @return the bits
   */
  public long bits(long counter) {
    return StreamHash.mix13(StreamHash.mix13(key + (counter + 1) * StreamHash.GOLDEN) ^ tweak);
  }

  /**
   * The uniform number at a position: {@code (k + 1/2) 2^-53} with the upper 53 bits k of {@link
   * #bits(long)}, rounded down to a double. The rounding only concerns numbers from 1/2 upwards,
   * whose grid is 2^-53. So the value lies in [2^-54, 1 - 2^-53], and {@code u < p} has probability
   * exactly p for every double p of at least 1/2, and p to within 2^-54 below.
   *
   * @param counter the position, taken modulo 2^64
   * @return a number in the open interval (0, 1)
   */
  public double uniform(long counter) {
    return StreamBlocks.toUniform(bits(counter));
  }

  /**
   * Consecutive values, {@code out[offset + i] = bits(from + i)}; written so that HotSpot
   * vectorises it.
   *
   * @param from position of the first value, taken modulo 2^64
   * @param out receives the values
   * @param offset index of the first value in {@code out}
   * @param length number of values
   * @throws IllegalArgumentException if {@code out} is null
   * @throws IndexOutOfBoundsException if the range does not lie in {@code out}
   */
  public void bits(long from, long[] out, int offset, int length) {
    Ranges.check("out", out == null ? -1 : out.length, offset, length);
    StreamBlocks.bits(this, from, out, offset, length);
  }

  /**
   * Consecutive uniform numbers, {@code out[offset + i] = uniform(from + i)}.
   *
   * @param from position of the first value, taken modulo 2^64
   * @param out receives numbers in the open interval (0, 1)
   * @param offset index of the first value in {@code out}
   * @param length number of values
   * @throws IllegalArgumentException if {@code out} is null
   * @throws IndexOutOfBoundsException if the range does not lie in {@code out}
   */
  public void uniforms(long from, double[] out, int offset, int length) {
    Ranges.check("out", out == null ? -1 : out.length, offset, length);
    StreamBlocks.uniforms(this, from, out, offset, length);
  }

  /**
   * The centred uniform number of 32 bits at a position, for thresholds in float32: {@code u -
   * 1/2}, where {@code u = 1/2 + k 2^-32 (1 - 2^-24)} and k is one half of the word {@code
   * bits(position / 2)} as a signed whole number. The value lies in [-1/2 + 2^-25, 1/2 - 2^-25], so
   * that probabilities of exactly 0 and 1 are kept; {@code u < p} has probability p to within
   * 2^-24, exactly 1/2 for p = 1/2. Do not use positions of {@link #uniform} and of this function
   * in one stream.
   *
   * @param position 0 or more
   * @return a number in the open interval (-1/2, 1/2)
   */
  public float centred(long position) {
    return StreamFloats.at(this, position);
  }

  /**
   * Consecutive centred numbers, {@code out[offset + i] = centred(from + i)}.
   *
   * @param from position of the first value, 0 or more
   * @param out receives numbers in the open interval (-1/2, 1/2)
   * @param offset index of the first value in {@code out}
   * @param length number of values
   * @throws IllegalArgumentException if {@code out} is null
   * @throws IndexOutOfBoundsException if the range does not lie in {@code out}
   */
  public void centred(long from, float[] out, int offset, int length) {
    Ranges.check("out", out == null ? -1 : out.length, offset, length);
    StreamFloats.fill(this, from, out, offset, length);
  }

  /**
   * A sequential view for the samplers of Commons RNG and Commons Statistics. It starts at position
   * 0, every draw of 64 bits moves it on by one, and only the view has state: two views of one
   * stream give the same numbers. Not safe for use by several threads.
   *
   * @return a new view
   */
  public UniformRandomProvider asRandomProvider() {
    long[] position = {0};
    return () -> bits(position[0]++);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof RandomStream stream && stream.key == key && stream.tweak == tweak;
  }

  @Override
  public int hashCode() {
    return Objects.hash(key, tweak);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "RandomStream[%016x%016x]", key, tweak);
  }
}
