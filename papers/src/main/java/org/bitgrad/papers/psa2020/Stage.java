package org.bitgrad.papers.psa2020;

/** How far a network was trained. */
public enum Stage {
  /**
   * The first time that the exact loss, looked at every 5 updates, is 0.684 +- 0.003; stands for
   * the published checkpoint of epoch 100, whose loss is close to log 2.
   */
  EARLY("early", "chk-100"),
  /**
   * By REINFORCE: after 2000 epochs as published (the loss reached there is not published). By
   * exact gradient: the first epoch whose exact loss is at most that of the REINFORCE network with
   * the same start.
   */
  TRAINED("trained", "chk-2000");

  private final String text;
  private final String checkpoint;

  Stage(String text, String checkpoint) {
    this.text = text;
    this.checkpoint = checkpoint;
  }

  /** {@return the name in tables} */
  public String text() {
    return text;
  }

  /** {@return the published checkpoint that it stands for} */
  public String publishedCheckpoint() {
    return checkpoint;
  }
}
