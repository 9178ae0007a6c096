package org.bitgrad.exact;

/** Says that an enumeration would exceed a stated limit; nothing was computed. */
public final class TooCostlyException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  /**
   * Refuses.
   *
   * @param message names the sizes, the cost and the limit
   */
  public TooCostlyException(String message) {
    super(message);
  }
}
