package org.bitgrad.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A short statistical battery; the long one is in toolkit/DESIGN.md. Seeds are fixed, so every
 * outcome is; each family would raise a false alarm for one choice of the generator in 10^6.
 */
class StreamStatisticsTest {

  /** Catches a correlation of 0.02 with power 0.999: (5.73 + 3.09)^2 / 0.02^2 = 194,481. */
  private static final int DRAWS = 200_000;

  private static final List<RandomStream> RELATIVES = InterleavedStreams.streams(11);

  @Test
  void bytesOfEveryRelatedStreamAreEquallyFrequent() {
    for (RandomStream stream : RELATIVES) {
      assertTrue(Battery.bytes(words(stream)) < 1, stream.toString());
    }
  }

  @Test
  void bitsOfEveryRelatedStreamAreFair() {
    for (RandomStream stream : RELATIVES) {
      assertTrue(Battery.bits(words(stream)) < 1, stream.toString());
    }
  }

  @Test
  void numbersOfEveryRelatedStreamAreUniform() {
    for (RandomStream stream : RELATIVES) {
      assertTrue(Battery.uniformity(uniforms(stream)) < 1, stream.toString());
    }
  }

  @Test
  void successiveNumbersAreUncorrelatedUpToLagSixteen() {
    for (RandomStream stream : RELATIVES) {
      double[] u = uniforms(stream);
      for (int lag = 1; lag <= 16; lag++) {
        assertTrue(Battery.correlation(u, u, lag, 16) < 1, stream + " lag " + lag);
      }
    }
  }

  @Test
  void relatedStreamsAreUncorrelatedWithOneAnother() {
    int pairs = RELATIVES.size() * (RELATIVES.size() - 1) / 2;
    for (int i = 0; i < RELATIVES.size(); i++) {
      for (int j = 0; j < i; j++) {
        double[] u = uniforms(RELATIVES.get(i));
        double[] v = uniforms(RELATIVES.get(j));
        assertTrue(Battery.correlation(u, v, 0, pairs) < 1, i + " and " + j);
        assertTrue(
            Battery.agreement(words(RELATIVES.get(i)), words(RELATIVES.get(j)), pairs) < 1,
            i + " and " + j);
      }
    }
  }

  @Test
  void sequenceAcrossConsecutiveIndicesIsUniformToo() {
    double[] first = new double[DRAWS];
    long[] words = new long[DRAWS];
    RandomStream parent = RandomStream.of(11, "trials");
    for (int trial = 0; trial < DRAWS; trial++) {
      words[trial] = parent.child(trial).bits(0);
      first[trial] = parent.child(trial).uniform(0);
    }
    assertTrue(Battery.bytes(words) < 1);
    assertTrue(Battery.bits(words) < 1);
    assertTrue(Battery.uniformity(first) < 1);
    assertTrue(Battery.correlation(first, first, 1, 1) < 1);
  }

  @Test
  void changingOneBitOfSeedIndexOrPositionChangesHalfOfTheOutput() {
    int tries = 2000;
    long[] base = new long[tries * Long.SIZE];
    long[] bySeed = new long[base.length];
    long[] byIndex = new long[base.length];
    long[] byPosition = new long[base.length];
    for (int i = 0; i < base.length; i++) {
      long number = i / Long.SIZE;
      long flipped = number ^ (1L << (i % Long.SIZE));
      base[i] = RandomStream.of(number).child(number).bits(number);
      bySeed[i] = RandomStream.of(flipped).child(number).bits(number);
      byIndex[i] = RandomStream.of(number).child(flipped).bits(number);
      byPosition[i] = RandomStream.of(number).child(number).bits(flipped);
    }
    assertTrue(Battery.agreement(base, bySeed, 3) < 1);
    assertTrue(Battery.agreement(base, byIndex, 3) < 1);
    assertTrue(Battery.agreement(base, byPosition, 3) < 1);
  }

  /** 2^18 values have a pair in common by chance with probability 2^35 / 2^64. */
  @Test
  void streamsShareNoValue() {
    Set<Long> values = new HashSet<>();
    long[] words = new long[1 << 12];
    RandomStream parent = RandomStream.of(11, "overlap");
    for (int index = 0; index < 64; index++) {
      parent.child(index).bits(0, words, 0, words.length);
      for (long word : words) {
        values.add(word);
      }
    }
    assertEquals(1 << 18, values.size());
  }

  @Test
  void tweakKeepsStreamsApartWhoseKeysAreMultiplesOfTheIncrement() {
    RandomStream stream = RandomStream.of(11, "shift");
    int shift = 5;
    long shiftedKey = stream.key() + shift * StreamHash.GOLDEN;
    RandomStream sameTweak = new RandomStream(shiftedKey, stream.tweak());
    RandomStream otherTweak = new RandomStream(shiftedKey, stream.tweak() ^ 1);
    long[] shifted = new long[DRAWS];
    stream.bits(shift, shifted, 0, DRAWS);
    for (int i = 0; i < DRAWS; i++) {
      assertEquals(shifted[i], sameTweak.bits(i));
      assertNotEquals(shifted[i], otherTweak.bits(i));
    }
    assertTrue(Battery.agreement(shifted, words(sameTweak), 1) > 1);
    assertTrue(Battery.agreement(shifted, words(otherTweak), 1) < 1);
  }

  @Test
  void batteryRejectsGeneratorsThatAreKnownToBeBad() {
    long[] weyl = new long[DRAWS];
    long[] congruential = new long[DRAWS];
    double[] walk = new double[DRAWS];
    double[] rounded = new double[DRAWS];
    long state = 1;
    for (int i = 0; i < DRAWS; i++) {
      weyl[i] = i * StreamHash.GOLDEN;
      state = state * 6364136223846793005L + 1442695040888963407L;
      congruential[i] = state;
      double u = RELATIVES.get(0).uniform(i);
      walk[i] = i == 0 ? u : (walk[i - 1] + 0.9 * u) % 1;
      rounded[i] = u * 0.99;
    }
    assertTrue(Battery.correlation(toUniform(weyl), toUniform(weyl), 1, 16) > 1);
    assertTrue(Battery.bytes(doubled(congruential)) > 1);
    assertTrue(Battery.agreement(congruential, shiftedByOne(congruential), 1) > 1);
    assertTrue(Battery.correlation(walk, walk, 1, 16) > 1);
    assertTrue(Battery.uniformity(rounded) > 1);
    assertTrue(Battery.bits(new long[DRAWS]) > 1);
  }

  private static long[] shiftedByOne(long[] words) {
    long[] shifted = new long[words.length];
    System.arraycopy(words, 1, shifted, 0, words.length - 1);
    return shifted;
  }

  /** A lost bit: the lowest is always 0. */
  private static long[] doubled(long[] words) {
    return Arrays.stream(words).map(word -> 2 * word).toArray();
  }

  private static double[] toUniform(long[] words) {
    double[] u = new double[words.length];
    for (int i = 0; i < u.length; i++) {
      u[i] = StreamBlocks.toUniform(words[i]);
    }
    return u;
  }

  private static long[] words(RandomStream stream) {
    long[] words = new long[DRAWS];
    stream.bits(0, words, 0, DRAWS);
    return words;
  }

  private static double[] uniforms(RandomStream stream) {
    double[] u = new double[DRAWS];
    stream.uniforms(0, u, 0, DRAWS);
    return u;
  }
}
