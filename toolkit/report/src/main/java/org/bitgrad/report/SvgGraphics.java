package org.bitgrad.report;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.util.regex.Pattern;

/**
 * Records what is drawn, with texts of characters that XML allows: some JDKs write others as
 * references that no reader takes, some refuse them.
 */
final class SvgGraphics extends VectorGraphics2D {
  private static final Pattern NO_XML =
      Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

  private static String allowed(String text) {
    return NO_XML.matcher(text).replaceAll(" ");
  }

  @Override
  public void drawString(String text, int x, int y) {
    super.drawString(allowed(text), x, y);
  }

  @Override
  public void drawString(String text, float x, float y) {
    super.drawString(allowed(text), x, y);
  }
}
