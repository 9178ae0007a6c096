package org.bitgrad.random;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes random words of several related streams in turn, word by word, to standard output until
 * the reader closes it: food for a statistical battery, e.g. {@code java -cp
 * toolkit/core/target/classes:toolkit/core/target/test-classes:toolkit/core/target/lib/*
 * org.bitgrad.random.InterleavedStreams 2020 | dieharder -a -g 200}. The one argument is the seed.
 */
final class InterleavedStreams {

  private static final int WORDS_PER_STREAM = 2048;

  private InterleavedStreams() {}

  public static void main(String[] arguments) {
    List<RandomStream> streams = streams(Long.parseLong(arguments[0]));
    ByteBuffer bytes =
        ByteBuffer.allocate(streams.size() * WORDS_PER_STREAM * Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      for (long from = 0; ; from += WORDS_PER_STREAM) {
        fill(streams, from, bytes);
        out.write(bytes.array());
      }
    } catch (IOException e) {
      System.err.println("The reader has closed the pipe: " + e.getMessage());
    }
  }

  /**
   * Sixteen close relatives: names that differ by one letter, consecutive indices, a parent and its
   * child, neighbouring seeds.
   */
  static List<RandomStream> streams(long seed) {
    RandomStream root = RandomStream.of(seed, "battery");
    List<RandomStream> streams =
        new ArrayList<>(List.of(root, RandomStream.of(seed + 1, "battery")));
    for (String name : List.of("layer1", "layer2", "layer3", "layers")) {
      streams.add(root.child(name));
    }
    for (int index = 0; index < 8; index++) {
      streams.add(root.child(index));
    }
    streams.add(root.child(0).child(0));
    streams.add(root.child(0).child("0"));
    return streams;
  }

  /** Fills the buffer with word {@code from} of every stream, then word {@code from + 1}, ... */
  private static void fill(List<RandomStream> streams, long from, ByteBuffer bytes) {
    long[] words = new long[WORDS_PER_STREAM];
    for (int s = 0; s < streams.size(); s++) {
      streams.get(s).bits(from, words, 0, words.length);
      for (int i = 0; i < words.length; i++) {
        bytes.putLong((i * streams.size() + s) * Long.BYTES, words[i]);
      }
    }
  }
}
