package org.bitgrad.data;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on this machine that serves bytes, whole or in parts, and misbehaves on demand. */
public final class LocalServer implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, byte[]> files = new ConcurrentHashMap<>();
  private final Map<String, Integer> breaks = new ConcurrentHashMap<>();
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile int breakAfter;
  private volatile boolean ranges = true;
  private volatile int shift;
  private volatile boolean lengths = true;
  private final Map<String, Integer> stalls = new ConcurrentHashMap<>();
  private final Map<String, Integer> drips = new ConcurrentHashMap<>();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final Map<String, String> headers = new ConcurrentHashMap<>();

  /**
   * A server at a free port of the loopback interface.
   *
   * @throws IOException if there is none
   */
  public LocalServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** {@return the address, with a slash at its end} */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /**
   * Serves a file.
   *
   * @param path path with a slash at its beginning
   * @param content content
   */
  public void put(String path, byte[] content) {
    files.put(path, content);
  }

  void breakAfter(String path, int bytes, int times) {
    breakAfter = bytes;
    breaks.put(path, times);
  }

  void refuseRanges() {
    ranges = false;
  }

  void hideLengths() {
    lengths = false;
  }

  void stallAfter(String path, int bytes) {
    stalls.put(path, bytes);
  }

  /** Bytes of this path come one by one, with a pause after each. */
  void drip(String path, int pauseMillis) {
    drips.put(path, pauseMillis);
  }

  /**
   * Redirects.
   *
   * @param path path with a slash at its beginning
   * @param location where to; null for an answer that does not say it
   */
  public void redirect(String path, String location) {
    redirects.put(path, location == null ? "" : location);
  }

  /** Each answer has this header. */
  void header(String name, String value) {
    headers.put(name, value);
  }

  void shiftRanges() {
    shift = 1;
  }

  /** {@return what was asked for: path, and range if there was one} */
  public List<String> requests() {
    return List.copyOf(requests);
  }

  long sent(String path) {
    return sent.getOrDefault(path, 0L);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String range = exchange.getRequestHeaders().getFirst("Range");
    requests.add(range == null ? path : path + " " + range);
    headers.forEach(exchange.getResponseHeaders()::set);
    if (redirects.containsKey(path)) {
      if (!redirects.get(path).isEmpty()) {
        exchange.getResponseHeaders().set("Location", redirects.get(path));
      }
      exchange.sendResponseHeaders(302, -1);
      exchange.close();
      return;
    }
    byte[] content = files.get(path);
    if (content == null) {
      exchange.sendResponseHeaders(404, -1);
      exchange.close();
      return;
    }
    int from = range == null || !ranges ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (from >= content.length && from > 0) {
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    if (from > 0) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range",
              String.format(
                  Locale.ROOT, "bytes %d-%d/%d", from + shift, content.length - 1, content.length));
    }
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, lengths ? content.length - from : 0);
    send(exchange, path, Arrays.copyOfRange(content, from, content.length));
  }

  private void send(HttpExchange exchange, String path, byte[] bytes) throws IOException {
    int left = breaks.getOrDefault(path, 0);
    int length = left > 0 ? Math.min(breakAfter, bytes.length) : bytes.length;
    if (left > 0) {
      breaks.put(path, left - 1);
    }
    sent.merge(path, (long) length, Long::sum);
    OutputStream body = exchange.getResponseBody();
    if (stalls.containsKey(path)) {
      body.write(bytes, 0, stalls.get(path));
      body.flush();
      return;
    }
    if (drips.containsKey(path)) {
      drip(body, bytes, drips.get(path));
    } else {
      body.write(bytes, 0, length);
    }
    body.flush();
    // Closing with bytes outstanding breaks the connection.
    exchange.close();
  }

  private static void drip(OutputStream body, byte[] bytes, int pauseMillis) throws IOException {
    for (byte one : bytes) {
      body.write(one);
      body.flush();
      try {
        Thread.sleep(pauseMillis);
      } catch (InterruptedException e) {
        // The server is closed.
        return;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
