package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.ExecuteRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * After a cell failed, the cells that were already waiting must not run ("run all" sends them all
 * at once).
 *
 * <p>A request was waiting if it was sent before the failure. The clocks of the two sides may
 * disagree, so this holds only for requests that are met right after the failure or after another
 * aborted one.
 */
final class AbortQueue {
  private static final long CLOSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private Instant failure = Instant.MIN;
  private long lastNanos;

  /** A cell failed just now. */
  void failed() {
    failure = Instant.now();
    lastNanos = System.nanoTime();
  }

  /** Whether this request was waiting when a cell failed. */
  boolean covers(Message<ExecuteRequest> request) {
    boolean close = System.nanoTime() - lastNanos < CLOSE_NANOS;
    if (failure.equals(Instant.MIN) || !close || !sentAt(request).isBefore(failure)) {
      failure = Instant.MIN;
      return false;
    }
    lastNanos = System.nanoTime();
    return true;
  }

  /** The reply to a request that is not carried out. */
  static Message<?> reply(Message<ExecuteRequest> request) {
    @SuppressWarnings("unchecked") // the base library has no content of this kind
    MessageType<Object> type = (MessageType<Object>) (MessageType<?>) MessageType.EXECUTE_REPLY;
    return new Message<>(request, type, (Object) Map.of("status", "aborted"));
  }

  private static Instant sentAt(Message<ExecuteRequest> request) {
    try {
      String date = request.getHeader().getTimestamp().getDateString();
      return OffsetDateTime.parse(date).toInstant();
    } catch (DateTimeException | NullPointerException unknown) {
      return Instant.MAX;
    }
  }
}
