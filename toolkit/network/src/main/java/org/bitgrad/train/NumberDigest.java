package org.bitgrad.train;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of numbers one after the other, however many they are. */
final class NumberDigest {
  private static final int BLOCK = 1 << 13;

  private final MessageDigest digest;
  private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

  NumberDigest() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  void add(double number) {
    if (!block.hasRemaining()) {
      flush();
    }
    block.putDouble(number);
  }

  void add(double[] numbers, int count) {
    for (int i = 0; i < count; i++) {
      add(numbers[i]);
    }
  }

  private void flush() {
    digest.update(block.flip());
    block.clear();
  }

  /** The first 8 bytes as a text; nothing can be added afterwards. */
  String text() {
    flush();
    return HexFormat.of().formatHex(digest.digest(), 0, 8);
  }
}
