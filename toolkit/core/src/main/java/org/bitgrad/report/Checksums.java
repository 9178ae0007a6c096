package org.bitgrad.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256 of files and of source trees, as lower-case hexadecimal text. */
public final class Checksums {
  private Checksums() {}

  /**
   * The checksum of bytes.
   *
   * @param bytes any bytes
   * @return 64 hexadecimal digits
   */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(sha256().digest(bytes));
  }

  /**
   * The checksum of a file.
   *
   * @param file an existing file
   * @return 64 hexadecimal digits
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        digest.update(buffer, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * The checksum of what a folder's Maven modules are built from: every {@code pom.xml} and every
   * file under a {@code src/main}, by relative path and content. Build outputs do not count.
   *
   * @param folder for example the folder {@code toolkit} of a checkout
   * @return 64 hexadecimal digits
   * @throws IOException if a file cannot be read
   */
  public static String ofSources(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files =
        Files.find(folder, 64, (p, attributes) -> attributes.isRegularFile())) {
      files
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> isSource("/" + name))
          .sorted()
          .forEach(names::add);
    }
    MessageDigest digest = sha256();
    for (String name : names) {
      String line = of(folder.resolve(name)) + "  " + name + "\n";
      digest.update(line.getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static boolean isSource(String name) {
    return !name.contains("/target/") && (name.contains("/src/main/") || name.endsWith("/pom.xml"));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
