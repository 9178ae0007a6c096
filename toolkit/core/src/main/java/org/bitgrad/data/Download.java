package org.bitgrad.data;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongConsumer;

/**
 * Downloads of one file over HTTP. What has arrived stays in a partial file, and the next attempt
 * asks for the rest only; a server that does not give parts gives all.
 */
final class Download {
  private static final int BUFFER = 1 << 16;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int WHOLE = 200;
  private static final int PART = 206;
  private static final int NO_SUCH_PART = 416;

  private final HttpClient client;
  private final Duration patience;

  Download() {
    this(PATIENCE);
  }

  Download(Duration patience) {
    this.patience = patience;
    client =
        HttpClient.newBuilder()
            .connectTimeout(patience)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
  }

  /** An attempt failed; the message says why, without the address. */
  static final class FailedException extends IOException {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }

    FailedException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * Completes a partial file.
   *
   * @param from address
   * @param expected length of the whole file
   * @param partial what has arrived so far; need not exist
   * @param arrived told the length of the partial file now and then
   * @throws FailedException if the server or the net failed; what arrived is kept
   * @throws IOException if the partial file cannot be written
   * @throws InterruptedException if this thread was interrupted; what arrived is kept
   */
  void complete(URI from, long expected, Path partial, LongConsumer arrived)
      throws IOException, InterruptedException {
    long have = Files.exists(partial) ? Files.size(partial) : 0;
    if (have > expected) {
      Files.delete(partial);
      have = 0;
    }
    if (have == expected) {
      return;
    }
    HttpResponse<InputStream> response = ask(from, have);
    try (InputStream body = response.body()) {
      if (response.statusCode() == NO_SUCH_PART && have > 0) {
        Files.delete(partial);
        throw new FailedException("the server has no more than " + have + " bytes");
      }
      if (response.statusCode() != WHOLE && response.statusCode() != PART) {
        throw new FailedException("the server answered " + response.statusCode());
      }
      long kept = response.statusCode() == PART ? begins(response, have) : 0;
      long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
      if (announced >= 0 && kept + announced != expected) {
        throw new FailedException(
            "the file there has " + (kept + announced) + " bytes; expected " + expected);
      }
      long length = store(body, partial, kept, expected, arrived);
      if (length > expected) {
        Files.delete(partial);
        throw new FailedException("the file there is longer; expected " + expected + " bytes");
      }
      if (length < expected) {
        throw new FailedException(
            String.format(
                Locale.ROOT, "the connection ended after %d of %d bytes", length, expected));
      }
    }
  }

  private HttpResponse<InputStream> ask(URI from, long have)
      throws FailedException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(patience);
    if (have > 0) {
      request.header("Range", "bytes=" + have + "-");
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new FailedException("no answer within " + patience.toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw new FailedException(
          hides(e) ? "no such host, or no network" : "no connection to the server", e);
    } catch (IOException e) {
      throw new FailedException("no usable answer (" + reason(e) + ")", e);
    }
  }

  private static boolean hides(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return true;
      }
    }
    return false;
  }

  private static long begins(HttpResponse<?> response, long have) throws FailedException {
    String range = response.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + have + "-")) {
      throw new FailedException(
          String.format(
              Locale.ROOT,
              "the server gave the part '%s'; asked for bytes %d and on",
              range,
              have));
    }
    return have;
  }

  /** Appends to the first bytes that are kept; stops early if there are more than expected. */
  private long store(InputStream body, Path partial, long kept, long expected, LongConsumer arrived)
      throws IOException, InterruptedException {
    long have = kept;
    byte[] buffer = new byte[BUFFER];
    try (FileOutputStream out = new FileOutputStream(partial.toFile(), kept > 0);
        StallWatch watch = new StallWatch(body, patience)) {
      while (have <= expected) {
        int read = next(body, buffer, watch, have);
        if (read < 0) {
          return have;
        }
        have += read;
        if (have <= expected) {
          out.write(buffer, 0, read);
          arrived.accept(have);
        }
      }
    }
    return have;
  }

  private int next(InputStream body, byte[] buffer, StallWatch watch, long have)
      throws FailedException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    try {
      int read = body.read(buffer);
      watch.alive();
      return read;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      String why =
          watch.stalled() ? "nothing arrived for " + patience.toMillis() + " ms" : reason(e);
      throw new FailedException(
          String.format(Locale.ROOT, "the connection broke after %d bytes (%s)", have, why), e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
