package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The values of the streams: published vectors, frozen vectors, bulk forms, paths of names. */
class RandomStreamTest {

  private static final RandomStream TRIAL = RandomStream.of(7, "psa-2020", "PSA").child(1234);

  @Test
  void innerLayerGivesThePublishedOutputsOfSplitMix64() {
    long[] published = {
      6457827717110365317L,
      3203168211198807973L,
      Long.parseUnsignedLong("9817491932198370423"),
      4593380528125082431L,
      Long.parseUnsignedLong("16408922859458223821")
    };
    for (int i = 0; i < published.length; i++) {
      assertEquals(published[i], StreamHash.mix13(1234567 + (i + 1) * StreamHash.GOLDEN));
    }
  }

  @Test
  void innerLayerIsTheSplitMix64OfCommonsRngForAnyKey() {
    for (long key : new long[] {0, 1, -1, Long.MIN_VALUE, 0x123456789ABCDEFL}) {
      UniformRandomProvider theirs = RandomSource.SPLIT_MIX_64.create(key);
      for (int i = 0; i < 1000; i++) {
        assertEquals(theirs.nextLong(), StreamHash.mix13(key + (i + 1) * StreamHash.GOLDEN));
      }
    }
  }

  @Test
  void secondKeyWordUsesThePublishedFinaliserOfMurmurHash3() {
    assertEquals(0, StreamHash.murmur3(0));
    assertEquals(0xB456BCFC34C2CB2CL, StreamHash.murmur3(1));
    assertEquals(0x87CBFBFE89022CEAL, StreamHash.murmur3(0x0123456789ABCDEFL));
  }

  /** Frozen; computed by a separate program from the formulas of the class comments. */
  @Test
  void streamsKeepTheirValuesForEver() {
    check(RandomStream.of(0), 0x1686A834EFAE243AL, 0x1B50DF0B0A8CDFB7L, 0xB2A1795018F39798L);
    check(
        RandomStream.of(7, "psa-2020", "PSA"),
        0x49CE4777A0BCDD82L,
        0xF811AD26B21E12FAL,
        0x920715E0C3330B3BL);
    check(TRIAL, 0x20E34B27E5152C3FL, 0x38CDD844F488042FL, 0x5059895502709DC7L);
    check(
        RandomStream.of(5).child(-3),
        0x26877BE8484D7613L,
        0xA915B2FC13611A83L,
        0xB29E809AD4AFB3F8L);
    assertEquals(0xDB61C6EA2D99B0A6L, TRIAL.key());
    assertEquals(0xF495D3393D9012BEL, TRIAL.tweak());
  }

  @Test
  void namesBeyondAsciiKeepTheirValuesForEver() {
    RandomStream stream = RandomStream.of(-1, "réseau-β-\uD83C\uDFB2");
    check(stream, 0x81CCA94E81D19440L, 0x4133771F2A83D941L, 0x42E290E85F90D1C2L);
  }

  private static void check(RandomStream stream, long atZero, long farOut, long atMinusOne) {
    assertEquals(atZero, stream.bits(0));
    assertEquals(farOut, stream.bits(1L << 40));
    assertEquals(atMinusOne, stream.bits(-1));
  }

  @Test
  void uniformsAreHalfStepsRoundedDownToTheDoubleGrid() {
    assertEquals(0x1.071a593f28a96p-3, TRIAL.uniform(0));
    assertEquals(0x1.1d53e7f16ddcdp-1, TRIAL.uniform(1));
    assertEquals(0x1.451e5c46eb381p-2, TRIAL.uniform(2));
    long largest = (1L << 53) - 1;
    for (long k :
        new long[] {1, 2, 3, (1L << 51) - 1, 1L << 51, (1L << 52) - 1, 1L << 52, largest - 1}) {
      double exactWhereItCanBe = k < 1L << 52 ? (2 * k + 1) * 0x1p-54 : k * 0x1p-53;
      assertEquals(exactWhereItCanBe, StreamBlocks.toUniform(k << 11), "k = " + k);
    }
  }

  @Test
  void uniformsLieInTheOpenIntervalAtBothEnds() {
    assertEquals(0x1p-54, StreamBlocks.toUniform(0), 0x1p-106);
    assertTrue(StreamBlocks.toUniform(0) > 0);
    assertEquals(1 - 0x1p-53, StreamBlocks.toUniform(-1));
    double[] u = new double[1 << 16];
    TRIAL.uniforms(0, u, 0, u.length);
    assertTrue(Arrays.stream(u).allMatch(x -> x > 0 && x < 1));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 7, 511, 512, 513, 1500})
  void bulkFormsGiveTheScalarValuesForAnyOffsetAndLength(int length) {
    for (long from : new long[] {0, 3, 511, -5, Long.MAX_VALUE - 2}) {
      for (int offset : new int[] {0, 1, 5}) {
        long[] words = new long[offset + length + 3];
        double[] uniforms = new double[offset + length + 3];
        TRIAL.bits(from, words, offset, length);
        TRIAL.uniforms(from, uniforms, offset, length);
        for (int i = 0; i < words.length; i++) {
          boolean inside = i >= offset && i < offset + length;
          long at = from + i - offset;
          assertEquals(inside ? TRIAL.bits(at) : 0, words[i]);
          assertEquals(inside ? TRIAL.uniform(at) : 0, uniforms[i]);
        }
      }
    }
  }

  @Test
  void bulkFormsGiveTheSameValuesAfterCompilation() {
    double[] first = new double[777];
    TRIAL.uniforms(9, first, 0, first.length);
    double[] later = new double[777];
    for (int repeat = 0; repeat < 20_000; repeat++) {
      TRIAL.uniforms(9, later, 0, later.length);
    }
    assertArrayEquals(first, later);
  }

  @Test
  void threadsSeeTheSameValues() {
    long[] alone = new long[4096];
    TRIAL.bits(0, alone, 0, alone.length);
    long[] together = new long[4096];
    IntStream.range(0, 64)
        .parallel()
        .forEach(part -> TRIAL.bits(part * 64L, together, part * 64, 64));
    assertArrayEquals(alone, together);
  }

  @Test
  void pathIsTheOnlyThingThatCounts() {
    assertEquals(RandomStream.of(3, "a", "b"), RandomStream.of(3).child("a").child("b"));
    assertEquals(TRIAL, RandomStream.of(7, "psa-2020", "PSA").child(1234));
    assertEquals(TRIAL.hashCode(), RandomStream.of(7, "psa-2020", "PSA").child(1234).hashCode());
    assertEquals("RandomStream[db61c6ea2d99b0a6f495d3393d9012be]", TRIAL.toString());
    assertNotEquals(RandomStream.of(3, "a", "b"), RandomStream.of(3, "b", "a"));
    assertNotEquals((Object) TRIAL, "psa-2020");
  }

  @Test
  void pathsThatLookAlikeAreDifferentStreams() {
    RandomStream root = RandomStream.of(1);
    List<RandomStream> streams =
        List.of(
            root,
            RandomStream.of(2),
            RandomStream.of(-1),
            root.child("ab").child("c"),
            root.child("a").child("bc"),
            root.child("abc"),
            root.child("abc\0"),
            root.child("abcdefgh"),
            root.child("abcdefgh\0"),
            root.child("7"),
            root.child("\u0007"),
            root.child(7),
            root.child(7).child(0),
            root.child(0).child(7),
            root.child("é"),
            root.child("e\u0301"),
            root.child("?"));
    Set<Long> keys = new HashSet<>();
    Set<Long> tweaks = new HashSet<>();
    Set<Long> values = new HashSet<>();
    for (RandomStream stream : streams) {
      keys.add(stream.key());
      tweaks.add(stream.tweak());
      values.add(stream.bits(0));
    }
    assertEquals(streams.size(), keys.size());
    assertEquals(streams.size(), tweaks.size());
    assertEquals(streams.size(), values.size());
  }

  @Test
  void providerReadsTheStreamInOrderAndLeavesItUnchanged() {
    UniformRandomProvider first = TRIAL.asRandomProvider();
    UniformRandomProvider second = TRIAL.asRandomProvider();
    assertNotSame(first, second);
    for (int i = 0; i < 10; i++) {
      assertEquals(TRIAL.bits(i), first.nextLong());
    }
    assertEquals(TRIAL.bits(0), second.nextLong());
    assertEquals(TRIAL.bits(10), first.nextLong());
  }

  @Test
  void providerFeedsTheSamplersOfCommonsRng() {
    double[] first = normals();
    assertArrayEquals(first, normals());
    int n = first.length;
    double mean = Arrays.stream(first).average().orElseThrow();
    // z of a two-sided 1e-6 is 4.89; catches a shift of 0.02 standard deviations (power 0.999)
    assertTrue(Math.abs(mean) < 4.89 / Math.sqrt(n), "mean " + mean);
  }

  private static double[] normals() {
    return ZigguratSampler.NormalizedGaussian.of(TRIAL.child("normal").asRandomProvider())
        .samples(160_000)
        .toArray();
  }
}
