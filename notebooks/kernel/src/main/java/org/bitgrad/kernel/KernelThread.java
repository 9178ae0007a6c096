package org.bitgrad.kernel;

/**
 * A thread of the kernel. Cells can find it, as they find every thread of their virtual machine;
 * they cannot interrupt it: an interrupt in the middle of a send would close the channel under it.
 */
class KernelThread extends Thread {
  /** A daemon with the usual stack. */
  KernelThread(String name, Runnable body) {
    this(name, body, 0);
  }

  /** A daemon with a stack of some size in bytes, 0 for the usual. */
  KernelThread(String name, Runnable body, long stackBytes) {
    super(null, body, name, stackBytes);
    setDaemon(true);
  }

  /** Does nothing. */
  @Override
  public void interrupt() {
    // see the comment of the class
  }

  /**
   * Waits a while for a thread to end. An interrupt ends the wait and nothing else: cells may
   * interrupt every thread they find, the one that waits for them among them.
   *
   * @return whether the thread has ended
   */
  static boolean joined(Thread thread, long millis) {
    try {
      thread.join(millis);
      return !thread.isAlive();
    } catch (InterruptedException e) {
      return false;
    }
  }
}
