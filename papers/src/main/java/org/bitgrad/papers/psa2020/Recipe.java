package org.bitgrad.papers.psa2020;

/** How a network was trained. */
public enum Recipe {
  /** By single-sample REINFORCE without a baseline, as published. */
  REINFORCE("reinforce"),
  /** The same updates with the exact gradient of the mini-batch: training without noise. */
  EXACT("exact");

  private final String text;

  Recipe(String text) {
    this.text = text;
  }

  /** {@return the name in tables} */
  public String text() {
    return text;
  }
}
