package org.bitgrad.report;

import java.util.HashMap;
import java.util.Map;

/**
 * Text as a cell of a LaTeX table: it is printed as it stands, whatever letters it has.
 *
 * <p>Signs of mathematics and Greek letters become commands, so that pdfLaTeX takes them. Other
 * letters that it does not know (Chinese ones, for instance) stay, for XeLaTeX and LuaLaTeX.
 */
final class LatexCell {
  private static final String[] SPECIAL = {
    "\\", "\\textbackslash{}",
    "~", "\\textasciitilde{}",
    "^", "\\textasciicircum{}",
    "<", "\\textless{}",
    ">", "\\textgreater{}",
    "|", "\\textbar{}",
    "&", "\\&",
    "%", "\\%",
    "$", "\\$",
    "#", "\\#",
    "_", "\\_",
    "{", "\\{",
    "}", "\\}",
    "\u2026", "\\ldots{}",
    "\u00a0", "~"
  };

  private static final String[] MATHEMATICS = {
    "\u00b1", "\\pm",
    "\u00d7", "\\times",
    "\u00f7", "\\div",
    "\u00b7", "\\cdot",
    "\u00b0", "^{\\circ}",
    "\u00b5", "\\mu",
    "\u00b9", "^{1}",
    "\u00b2", "^{2}",
    "\u00b3", "^{3}",
    "\u2212", "-",
    "\u2264", "\\leq",
    "\u2265", "\\geq",
    "\u2260", "\\neq",
    "\u2248", "\\approx",
    "\u2261", "\\equiv",
    "\u226a", "\\ll",
    "\u226b", "\\gg",
    "\u221d", "\\propto",
    "\u221e", "\\infty",
    "\u221a", "\\surd",
    "\u2211", "\\sum",
    "\u220f", "\\prod",
    "\u222b", "\\int",
    "\u2202", "\\partial",
    "\u2207", "\\nabla",
    "\u2208", "\\in",
    "\u2190", "\\leftarrow",
    "\u2192", "\\rightarrow",
    "\u2194", "\\leftrightarrow",
    "\u21d2", "\\Rightarrow"
  };

  /**
   * From alpha on, in the order of their codes; omicron looks like o, the final sigma has a name.
   */
  private static final String[] GREEK = {
    "\\alpha", "\\beta", "\\gamma", "\\delta", "\\epsilon", "\\zeta", "\\eta", "\\theta",
    "\\iota", "\\kappa", "\\lambda", "\\mu", "\\nu", "\\xi", "o", "\\pi",
    "\\rho", "\\varsigma", "\\sigma", "\\tau", "\\upsilon", "\\phi", "\\chi", "\\psi",
    "\\omega"
  };

  private static final String CAPITALS =
      "\u0393\u0394\u0398\u039b\u039e\u03a0\u03a3\u03a6\u03a8\u03a9";
  private static final String[] CAPITAL_NAMES = {
    "\\Gamma",
    "\\Delta",
    "\\Theta",
    "\\Lambda",
    "\\Xi",
    "\\Pi",
    "\\Sigma",
    "\\Phi",
    "\\Psi",
    "\\Omega"
  };

  private static final Map<Character, String> COMMANDS = commands();

  private LatexCell() {}

  private static Map<Character, String> commands() {
    Map<Character, String> commands = new HashMap<>();
    for (int i = 0; i < SPECIAL.length; i += 2) {
      commands.put(SPECIAL[i].charAt(0), SPECIAL[i + 1]);
    }
    for (int i = 0; i < MATHEMATICS.length; i += 2) {
      commands.put(MATHEMATICS[i].charAt(0), mathematics(MATHEMATICS[i + 1]));
    }
    for (int i = 0; i < GREEK.length; i++) {
      commands.put((char) ('\u03b1' + i), mathematics(GREEK[i]));
    }
    for (int i = 0; i < CAPITALS.length(); i++) {
      commands.put(CAPITALS.charAt(i), mathematics(CAPITAL_NAMES[i]));
    }
    for (int digit = 0; digit < 10; digit++) {
      commands.put((char) ('\u2080' + digit), mathematics("_{" + digit + "}"));
      if (digit > 3 || digit == 0) {
        commands.put((char) ('\u2070' + digit), mathematics("^{" + digit + "}"));
      }
    }
    return commands;
  }

  private static String mathematics(String command) {
    return "\\ensuremath{" + command + "}";
  }

  /**
   * A cell.
   *
   * @param cell its text
   * @param first whether its row begins with it: after the end of a row LaTeX would read a bracket
   *     as a length, and a star as part of the command
   */
  static String of(String cell, boolean first) {
    StringBuilder text = new StringBuilder();
    String start = cell.stripLeading();
    if (first && (start.startsWith("[") || start.startsWith("*"))) {
      text.append("{}");
    }
    char before = ' ';
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (joins(before, c)) {
        text.append("{}");
      }
      String command = COMMANDS.get(c);
      text.append(command != null ? command : Character.isISOControl(c) ? " " : c);
      before = c;
    }
    return text.toString();
  }

  /** Whether LaTeX would make one sign of two, a dash of two hyphens for instance. */
  private static boolean joins(char before, char c) {
    boolean twice = before == c && "-'`,".indexOf(c) >= 0;
    return twice || (c == '`' && "?!".indexOf(before) >= 0);
  }
}
