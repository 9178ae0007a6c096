package org.bitgrad.data;

import java.io.IOException;

/** A data set is not on this machine; the message says where it was looked for. */
public final class MissingDataException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Nothing was found.
   *
   * @param message which data set, where it was looked for, and how to name a folder
   */
  public MissingDataException(String message) {
    super(message);
  }
}
