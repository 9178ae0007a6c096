package org.bitgrad.random;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * The arithmetic of {@link RandomStream}: two published 64-bit finalisers and the encoding of a
 * path of names and indices as 64-bit words.
 *
 * <p>A path becomes words by a prefix-free code, so that different paths give different words: a
 * name is one word {@code NAME | number of UTF-8 bytes} followed by its bytes, eight to a word,
 * little end first, the last word filled with zeros; an index is the word {@code INDEX} followed by
 * the index. The two key words of a stream absorb the same words with different finalisers.
 */
final class StreamHash {

  /** 2^64 divided by the golden ratio, made odd: the increment of SplitMix64. */
  static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private static final long NAME = 1L << 62;
  private static final long INDEX = 1L << 61;
  private static final long TWEAK_SEED = 0xD1B54A32D192ED03L;

  private StreamHash() {}

  /**
   * The finaliser of SplitMix64: variant 13 of D. Stafford, "Better bit mixing" (2011), used by G.
   * Steele, D. Lea and C. Flood, "Fast splittable pseudorandom number generators" (2014). A
   * bijection of the 64-bit words.
   */
  static long mix13(long word) {
    long z = (word ^ (word >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** The 64-bit finaliser of A. Appleby's MurmurHash3 (2011). A bijection of the 64-bit words. */
  static long murmur3(long word) {
    long z = (word ^ (word >>> 33)) * 0xFF51AFD7ED558CCDL;
    z = (z ^ (z >>> 33)) * 0xC4CEB9FE1A85EC53L;
    return z ^ (z >>> 33);
  }

  static RandomStream root(long seed) {
    return new RandomStream(mix13(seed + GOLDEN), murmur3(seed ^ TWEAK_SEED));
  }

  static RandomStream absorbName(RandomStream parent, String name) {
    if (isShortAscii(name)) {
      return absorbAscii(parent, name);
    }
    ByteBuffer bytes = utf8(name);
    int length = bytes.remaining();
    RandomStream state = absorb(parent, NAME | length);
    for (int from = 0; from < length; from += Long.BYTES) {
      long word = 0;
      for (int i = Math.min(length, from + Long.BYTES) - 1; i >= from; i--) {
        word = (word << Byte.SIZE) | (bytes.get(i) & 0xFF);
      }
      state = absorb(state, word);
    }
    return state;
  }

  /** Names of layers and sites are of this kind, and are hashed once per estimate. */
  private static boolean isShortAscii(String name) {
    if (name == null || name.isEmpty() || name.length() > Long.BYTES) {
      return false;
    }
    int all = 0;
    for (int i = 0; i < name.length(); i++) {
      all |= name.charAt(i);
    }
    return all < 0x80;
  }

  /** One word holds the whole name: the general form without its buffers. */
  private static RandomStream absorbAscii(RandomStream parent, String name) {
    long word = 0;
    for (int i = name.length() - 1; i >= 0; i--) {
      word = (word << Byte.SIZE) | name.charAt(i);
    }
    return absorb(parent, NAME | name.length(), word);
  }

  static RandomStream absorbIndex(RandomStream parent, long index) {
    return absorb(parent, INDEX, index);
  }

  /** Two words, without the stream between them: a child of a step costs one object. */
  private static RandomStream absorb(RandomStream state, long first, long second) {
    long key = key(state.key(), first);
    long tweak = tweak(state.tweak(), first);
    return new RandomStream(key(key, second), tweak(tweak, second));
  }

  private static RandomStream absorb(RandomStream state, long word) {
    return new RandomStream(key(state.key(), word), tweak(state.tweak(), word));
  }

  private static long key(long key, long word) {
    return mix13((key ^ word) + GOLDEN);
  }

  private static long tweak(long tweak, long word) {
    return murmur3((tweak + word) ^ TWEAK_SEED);
  }

  private static ByteBuffer utf8(String name) {
    if (name == null || name.isEmpty()) {
      throw new IllegalArgumentException(
          "name must be a string of at least one character, was "
              + (name == null ? "null" : "empty"));
    }
    try {
      // String.getBytes would turn every lone surrogate into '?', and names would collide.
      return StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(name));
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(
          "name must be well-formed Unicode, had an unpaired surrogate in '"
              + Shown.text(name)
              + "'",
          e);
    }
  }
}
