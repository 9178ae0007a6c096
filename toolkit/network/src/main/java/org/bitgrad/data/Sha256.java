package org.bitgrad.data;

import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 as lower-case hexadecimal text, or as bytes. */
public final class Sha256 {
  private static final String METHOD = "SHA-256";

  private Sha256() {}

  /**
   * The checksum of bytes.
   *
   * @param bytes any bytes
   * @return 64 hexadecimal digits
   */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(Checksum.digest(METHOD).digest(bytes));
  }

  /**
   * The checksum of the first of some bytes.
   *
   * @param bytes any bytes
   * @param length how many of them
   * @return 32 bytes
   */
  public static byte[] digest(byte[] bytes, int length) {
    MessageDigest digest = Checksum.digest(METHOD);
    digest.update(bytes, 0, length);
    return digest.digest();
  }

  /**
   * The checksum of a file.
   *
   * @param file an existing file
   * @return 64 hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    return Checksum.of(file, METHOD);
  }
}
