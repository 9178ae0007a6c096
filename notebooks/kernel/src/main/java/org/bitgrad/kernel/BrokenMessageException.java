package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.messages.Message;
import java.util.Optional;

/** Why a message is not carried out. */
final class BrokenMessageException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Message<?> request;

  /** Nobody can be told: who sent it, or what for, is not known. */
  BrokenMessageException(String reason) {
    this(reason, null);
  }

  /**
   * Whoever sent it can be told.
   *
   * @param request the message without its content, or null
   */
  BrokenMessageException(String reason, Message<?> request) {
    super(reason);
    this.request = request;
  }

  Optional<Message<?>> request() {
    return Optional.ofNullable(request);
  }
}
