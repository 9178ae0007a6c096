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
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Downloads of one file over HTTP. What has arrived stays in a partial file, and the next attempt
 * asks for the rest only; a server that does not give parts gives all.
 */
final class Download {
  private static final int BUFFER = 1 << 16;
  private static final int WHOLE = 200;
  private static final int PART = 206;
  private static final int NO_SUCH_PART = 416;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

  private final HttpClient client;
  private final StallWatch.Limits limits;

  Download() {
    this(StallWatch.Limits.USUAL);
  }

  Download(StallWatch.Limits limits) {
    this.limits = limits;
    client =
        HttpClient.newBuilder()
            .connectTimeout(limits.patience())
            .followRedirects(HttpClient.Redirect.NEVER)
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
    HttpResponse<InputStream> response = answer(from, have);
    try (InputStream body = response.body()) {
      long kept = check(response, have, expected, partial);
      long length = store(body, partial, kept, expected, arrived);
      if (length > expected) {
        Files.delete(partial);
        throw new FailedException("the file there is longer; expected " + expected + " bytes");
      }
      if (length < expected) {
        String what = endsItself(response) ? "the file there" : "the connection";
        if (endsItself(response)) {
          Files.delete(partial);
        }
        throw new FailedException(
            String.format(Locale.ROOT, "%s ended after %d of %d bytes", what, length, expected));
      }
    }
  }

  /** How many bytes of the partial file stay before what the answer brings. */
  private static long check(HttpResponse<?> response, long have, long expected, Path partial)
      throws IOException {
    int status = response.statusCode();
    if (status == NO_SUCH_PART && have > 0) {
      Files.delete(partial);
      throw new FailedException("the server has no more than " + have + " bytes");
    }
    if (status != WHOLE && status != PART) {
      throw new FailedException("the server answered " + status);
    }
    if (header(response, "Content-Type").startsWith("text/html")) {
      throw new FailedException("the server gave a page (text/html), not the file");
    }
    long kept = status == PART ? begins(response, have) : 0;
    long announced = length(response);
    if (announced >= 0 && kept + announced != expected) {
      String packed = header(response, "Content-Encoding");
      throw new FailedException(
          String.format(
              Locale.ROOT,
              "the file there has %d bytes; expected %d%s",
              kept + announced,
              expected,
              packed.isEmpty() ? "" : " (the server packed it: " + packed + ")"));
    }
    return kept;
  }

  private static String header(HttpResponse<?> response, String name) {
    return WebAddress.shown(response.headers().firstValue(name).orElse(""));
  }

  /** The announced length, -1 if there is none. */
  private static long length(HttpResponse<?> response) throws FailedException {
    try {
      return response.headers().firstValueAsLong("Content-Length").orElse(-1);
    } catch (NumberFormatException e) {
      String text = header(response, "Content-Length");
      throw new FailedException("the server announced '" + text + "' bytes", e);
    }
  }

  /** Whether a body that ends has been told to end; else its connection may have broken. */
  private static boolean endsItself(HttpResponse<?> response) {
    return header(response, "Transfer-Encoding").equalsIgnoreCase("chunked");
  }

  /** Follows redirects; each step is judged as the first address was. */
  private HttpResponse<InputStream> answer(URI from, long have)
      throws IOException, InterruptedException {
    Set<URI> asked = new HashSet<>();
    URI next = from;
    while (asked.add(next)) {
      HttpResponse<InputStream> response = ask(next, have);
      if (!REDIRECTS.contains(response.statusCode())) {
        return response;
      }
      response.body().close();
      next = WebAddress.redirected(next, response.headers().firstValue("Location"));
      if (asked.size() >= MOST_REDIRECTS) {
        throw new FailedException("the server redirects more than " + MOST_REDIRECTS + " times");
      }
    }
    throw new FailedException("the server redirects in a circle");
  }

  private HttpResponse<InputStream> ask(URI from, long have)
      throws FailedException, InterruptedException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(from)
              .timeout(limits.patience())
              .header("Accept-Encoding", "identity");
      if (have > 0) {
        request.header("Range", "bytes=" + have + "-");
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (HttpTimeoutException e) {
      throw new FailedException("no answer within " + limits.patience().toMillis() + " ms", e);
    } catch (ConnectException e) {
      throw new FailedException(
          hides(e) ? "no such host, or no network" : "no connection to the server", e);
    } catch (IOException | IllegalArgumentException e) {
      // The client refuses some addresses and answers by exceptions that are not declared.
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
    String range = header(response, "Content-Range");
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
        StallWatch watch = new StallWatch(body, limits)) {
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
      watch.arrived(Math.max(0, read));
      return read;
    } catch (IOException e) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      String why = watch.why().isEmpty() ? reason(e) : watch.why();
      throw new FailedException(
          String.format(Locale.ROOT, "the connection broke after %d bytes (%s)", have, why), e);
    }
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : WebAddress.shown(e.getMessage());
  }
}
