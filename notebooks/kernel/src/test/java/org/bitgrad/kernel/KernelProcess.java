package org.bitgrad.kernel;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.zeromq.SocketType;
import org.zeromq.ZMQ;

/** A kernel in a process of its own, and a client that may send it anything. */
final class KernelProcess implements AutoCloseable {
  static final String KEY = "a0436f6c-1916-498b-8eb9-e81ab9368e84";
  static final List<String> CHANNELS = List.of("shell", "control", "stdin", "hb", "iopub");

  private static final byte[] DELIMITER = bytes("<IDS|MSG>");
  private static final int WAIT_MILLIS = 30_000;

  private final ZMQ.Context context = ZMQ.context(1);
  private final Map<String, ZMQ.Socket> sockets = new HashMap<>();
  private final Map<String, Integer> ports = new HashMap<>();
  private final HMACGenerator signatures;
  private final Process process;
  private final Path log;
  private int sent;

  KernelProcess(Path folder) throws IOException, GeneralSecurityException {
    signatures = new HMACGenerator("hmac-sha256", KEY);
    List<ServerSocket> reserved = new ArrayList<>();
    JsonObject connection = new JsonObject();
    for (String channel : CHANNELS) {
      ServerSocket socket = new ServerSocket(0);
      reserved.add(socket);
      ports.put(channel, socket.getLocalPort());
      connection.addProperty(channel + "_port", socket.getLocalPort());
    }
    for (ServerSocket socket : reserved) {
      socket.close();
    }
    connection.addProperty("ip", "127.0.0.1");
    connection.addProperty("transport", "tcp");
    connection.addProperty("signature_scheme", "hmac-sha256");
    connection.addProperty("key", KEY);
    Path file = Files.writeString(folder.resolve("connection.json"), connection.toString());
    log = folder.resolve("kernel.log");
    String path =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-ea",
                "-Djava.security.manager=disallow",
                "-Xmx512m",
                "-cp",
                path,
                "org.bitgrad.kernel.Main",
                file.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    for (String channel : CHANNELS) {
      SocketType type = channel.equals("iopub") ? SocketType.SUB : SocketType.DEALER;
      ZMQ.Socket socket = context.socket(type);
      socket.setLinger(0);
      socket.setReceiveTimeOut(WAIT_MILLIS);
      socket.connect("tcp://127.0.0.1:" + ports.get(channel));
      sockets.put(channel, socket);
    }
    sockets.get("iopub").subscribe(new byte[0]);
    awaitReady();
  }

  /** A subscription takes a moment: asks until the kernel's answer is heard on both channels. */
  private void awaitReady() {
    sockets.get("iopub").setReceiveTimeOut(200);
    String request = request("shell", "kernel_info_request", "{}");
    reply("shell", request);
    while (sockets.get("iopub").recv() == null) {
      request = request("shell", "kernel_info_request", "{}");
      reply("shell", request);
    }
    sockets.get("iopub").setReceiveTimeOut(WAIT_MILLIS);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  int port(String channel) {
    return ports.get(channel);
  }

  /** What the kernel printed. */
  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** The header of a message of some type. */
  String header(String identifier, String type) {
    return "{\"msg_id\":\""
        + identifier
        + "\",\"username\":\"u\",\"session\":\"s\",\"date\":\""
        + java.time.Instant.now()
        + "\","
        + "\"msg_type\":\""
        + type
        + "\",\"version\":\"5.3\"}";
  }

  /** Sends frames just as they are. */
  void sendRaw(String channel, List<byte[]> frames) {
    ZMQ.Socket socket = sockets.get(channel.equals("iopub") ? "stdin" : channel);
    for (int i = 0; i < frames.size(); i++) {
      socket.send(frames.get(i), i + 1 < frames.size() ? ZMQ.SNDMORE : 0);
    }
  }

  /** Frames of a message with the right signature, whatever its parts are. */
  List<byte[]> signed(byte[] header, byte[] parent, byte[] metadata, byte[] content) {
    String signature = signatures.calculateSignature(header, parent, metadata, content);
    return List.of(DELIMITER, bytes(signature), header, parent, metadata, content);
  }

  List<byte[]> signed(String header, String content) {
    return signed(bytes(header), bytes("{}"), bytes("{}"), bytes(content));
  }

  /** Sends a request and returns its identifier. */
  String request(String channel, String type, String content) {
    String identifier = "m" + sent++;
    sendRaw(channel, signed(header(identifier, type), content));
    return identifier;
  }

  /** Sends a cell and returns its identifier. */
  String execute(String code) {
    JsonObject content = new JsonObject();
    content.addProperty("code", code);
    content.addProperty("silent", false);
    content.addProperty("store_history", true);
    content.addProperty("allow_stdin", false);
    content.addProperty("stop_on_error", true);
    return request("shell", "execute_request", content.toString());
  }

  /** The content of the reply to a request; replies to others are passed over. */
  JsonObject reply(String channel, String identifier) {
    while (true) {
      List<String> parts = receive(channel);
      if (identifier.equals(parent(parts))) {
        return new Gson().fromJson(parts.get(3), JsonObject.class);
      }
    }
  }

  /** What a request published, up to its end: the type of each message and its content. */
  List<Map.Entry<String, JsonObject>> published(String identifier) {
    List<Map.Entry<String, JsonObject>> all = new ArrayList<>();
    while (true) {
      List<String> parts = receive("iopub");
      if (!identifier.equals(parent(parts))) {
        continue;
      }
      String type =
          new Gson().fromJson(parts.get(0), JsonObject.class).get("msg_type").getAsString();
      JsonObject content = new Gson().fromJson(parts.get(3), JsonObject.class);
      all.add(Map.entry(type, content));
      if (type.equals("status") && content.get("execution_state").getAsString().equals("idle")) {
        return all;
      }
    }
  }

  /** Runs a cell and returns the text of its value, of its error, or nothing. */
  String run(String code) {
    String identifier = execute(code);
    reply("shell", identifier);
    return value(identifier);
  }

  String value(String identifier) {
    for (Map.Entry<String, JsonObject> message : published(identifier)) {
      JsonObject content = message.getValue();
      if (message.getKey().equals("execute_result")) {
        return content.getAsJsonObject("data").get("text/plain").getAsString();
      } else if (message.getKey().equals("error")) {
        return content.get("ename").getAsString() + ": " + content.get("evalue").getAsString();
      }
    }
    return "";
  }

  /** Pings and returns whether the same came back. */
  boolean beats(String text) {
    sendRaw("hb", List.of(new byte[0], bytes(text)));
    ZMQ.Socket socket = sockets.get("hb");
    byte[] frame = socket.recv();
    String last = "";
    while (frame != null && !last.equals(text)) {
      last = new String(frame, StandardCharsets.UTF_8);
      frame = last.equals(text) ? frame : socket.recv();
    }
    return last.equals(text);
  }

  private static String parent(List<String> parts) {
    JsonObject header = new Gson().fromJson(parts.get(1), JsonObject.class);
    return header.has("msg_id") ? header.get("msg_id").getAsString() : "";
  }

  /** Header, parent's header, metadata and content of the next message. */
  private List<String> receive(String channel) {
    ZMQ.Socket socket = sockets.get(channel);
    List<byte[]> frames = new ArrayList<>();
    do {
      byte[] frame = socket.recv();
      if (frame == null) {
        throw new AssertionError("the kernel is deaf on " + channel);
      }
      frames.add(frame);
    } while (socket.hasReceiveMore());
    return frames.subList(frames.size() - 4, frames.size()).stream()
        .map(b -> new String(b, StandardCharsets.UTF_8))
        .toList();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    sockets.values().forEach(ZMQ.Socket::close);
    context.term();
  }
}
