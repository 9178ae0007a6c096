package org.bitgrad.data;

import java.io.IOException;

/** A data file is not what it should be; the message says what was expected. */
public final class DamagedDataException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Something is wrong with a file.
   *
   * @param message which file, what is wrong, what was expected
   */
  public DamagedDataException(String message) {
    super(message);
  }

  /**
   * A file could not be unpacked.
   *
   * @param message which file, what is wrong, what was expected
   * @param cause what the unpacking said
   */
  public DamagedDataException(String message, Throwable cause) {
    super(message, cause);
  }
}
