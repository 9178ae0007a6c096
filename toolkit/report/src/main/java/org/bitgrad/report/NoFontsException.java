package org.bitgrad.report;

/** No chart can be drawn, because there are no fonts; the message names the packages to install. */
public final class NoFontsException extends IllegalStateException {
  private static final long serialVersionUID = 1;

  NoFontsException(Throwable cause) {
    super(
        "no fonts found, so no chart can be drawn; install the packages fontconfig and"
            + " fonts-dejavu-core",
        cause);
  }
}
