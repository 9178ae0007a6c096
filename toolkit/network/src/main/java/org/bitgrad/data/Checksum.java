package org.bitgrad.data;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Checksums as files of data sets are published with: SHA-256 (64 hexadecimal digits), or MD5 (32)
 * where nothing better is known.
 */
final class Checksum {
  private static final int BUFFER = 1 << 16;
  private static final int MD5_DIGITS = 32;

  private Checksum() {}

  /** The name of the method of a checksum. */
  static String method(String checksum) {
    return checksum.length() == MD5_DIGITS ? "MD5" : "SHA-256";
  }

  /** The checksum of a file by that method. */
  static String of(Path file, String method) throws IOException {
    MessageDigest digest = digest(method);
    byte[] buffer = new byte[BUFFER];
    // Not of a channel, which an interrupt would close.
    try (InputStream in = new FileInputStream(file.toFile())) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest digest(String method) {
    try {
      return MessageDigest.getInstance(method);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + method, e);
    }
  }
}
