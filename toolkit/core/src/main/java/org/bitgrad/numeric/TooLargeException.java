package org.bitgrad.numeric;

/** Sizes that need more memory than there is; found before anything is allocated. */
public final class TooLargeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  TooLargeException(String message) {
    super(message);
  }
}
