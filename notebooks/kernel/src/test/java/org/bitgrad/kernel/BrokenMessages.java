package org.bitgrad.kernel;

import static org.bitgrad.kernel.KernelProcess.bytes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Messages that no client should send, of all kinds, chosen by a seed. */
final class BrokenMessages {
  private static final List<String> REQUESTS =
      List.of(
          "execute_request",
          "complete_request",
          "inspect_request",
          "is_complete_request",
          "history_request",
          "kernel_info_request",
          "comm_info_request",
          "comm_open",
          "comm_msg",
          "comm_close",
          "interrupt_request");
  private static final List<String> NO_REQUESTS =
      List.of(
          "launch_missiles_request",
          "debug_request",
          "status",
          "stream",
          "execute_reply",
          "input_reply",
          "error",
          "",
          "\\u0000",
          "EXECUTE_REQUEST");
  private static final List<String> CONTENTS =
      List.of(
          "{}",
          "[]",
          "null",
          "7",
          "\"text\"",
          "{",
          "",
          "{\"code\":null}",
          "{\"code\":7}",
          "{\"code\":{}}",
          "{\"code\":[]}",
          "{\"code\":\"1\",\"silent\":{}}",
          "{\"code\":\"1\",\"user_expressions\":5}",
          "{\"code\":\"a.b\",\"cursor_pos\":-7}",
          "{\"code\":\"a.b\",\"cursor_pos\":1000000000}",
          "{\"code\":\"a.b\",\"cursor_pos\":\"x\"}",
          "{\"code\":\"a.b\",\"cursor_pos\":1e999}",
          "{\"code\":\"((((((((((\",\"cursor_pos\":4}",
          "{\"hist_access_type\":\"everything\"}",
          "{\"hist_access_type\":null}",
          "{\"hist_access_type\":\"tail\",\"n\":-1}",
          "{\"hist_access_type\":\"tail\",\"n\":\"x\"}",
          "{\"hist_access_type\":\"search\",\"pattern\":\"[\",\"n\":1}",
          "{\"comm_id\":7}",
          "{\"comm_id\":\"c\"}",
          "{\"comm_id\":\"c\",\"target_name\":[],\"data\":7}",
          "{\"comm_id\":\"c\",\"target_name\":\"t\",\"data\":[]}",
          "{\"target_name\":{}}");
  private static final List<String> HEADERS =
      List.of(
          "{}",
          "[]",
          "null",
          "7",
          "{",
          "",
          "{\"msg_id\":\"x\"}",
          "{\"msg_type\":\"execute_request\"}",
          "{\"msg_id\":7,\"msg_type\":\"execute_request\"}",
          "{\"msg_id\":\"x\",\"msg_type\":7}",
          "{\"msg_id\":\"x\",\"msg_type\":null}",
          "{\"msg_id\":\"x\",\"msg_type\":{}}",
          "{\"msg_id\":{},\"msg_type\":\"comm_open\"}",
          "{\"msg_id\":\"x\",\"msg_type\":\"execute_request\",\"session\":[]}",
          "{\"msg_id\":\"x\",\"msg_type\":\"execute_request\",\"date\":{},\"session\":\"s\"}");
  private static final String CODE = "{\"code\":\"throw new Error();\"}";

  private final KernelProcess kernel;
  private final Random random;

  BrokenMessages(KernelProcess kernel, long seed) {
    this.kernel = kernel;
    random = new Random(seed);
  }

  /** Sends the broken message of a number, the kinds in turn, to the channels in turn. */
  void send(int number) throws IOException {
    String channel = KernelProcess.CHANNELS.get(number / 10 % KernelProcess.CHANNELS.size());
    int kind = number % 10;
    if (kind == 0) {
      garbage(channel);
    } else {
      kernel.sendRaw(channel, frames(kind, number));
    }
  }

  private List<byte[]> frames(int kind, int number) {
    String header = kernel.header("broken" + number, pick(REQUESTS));
    return switch (kind) {
      case 1 -> wronglySigned(kernel.header("broken" + number, "execute_request"));
      case 2 -> withoutDelimiter();
      case 3 -> kernel.signed(header, CODE).subList(0, 1 + random.nextInt(5));
      case 4 -> kernel.signed(pick(HEADERS), CODE);
      case 5 -> kernel.signed(kernel.header("broken" + number, pick(NO_REQUESTS)), CODE);
      case 6, 7 ->
          kernel.signed(header, CONTENTS.get(number / 10 * 2 % CONTENTS.size() + kind - 6));
      case 8 -> withBrokenPart(header);
      default -> large(header);
    };
  }

  private List<byte[]> wronglySigned(String header) {
    List<byte[]> frames = new ArrayList<>(kernel.signed(header, CODE));
    byte[] signature = frames.get(1).clone();
    signature[random.nextInt(signature.length)] ^= 1;
    frames.set(1, random.nextInt(4) == 0 ? new byte[0] : signature);
    return frames;
  }

  private List<byte[]> withoutDelimiter() {
    List<byte[]> frames = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      byte[] frame = new byte[random.nextInt(40)];
      random.nextBytes(frame);
      frames.add(frame);
    }
    return frames;
  }

  private List<byte[]> withBrokenPart(String header) {
    List<byte[]> parts =
        new ArrayList<>(List.of(bytes(header), bytes("{}"), bytes("{}"), bytes(CODE)));
    int broken = random.nextInt(4);
    byte[] notUtf8 = {'{', '"', (byte) 0xc3, (byte) 0x28, '"', ':', '1', '}'};
    byte[] notObject = bytes(pick(List.of("[]", "7", "nul", "{\"a\":}", "\"\"")));
    parts.set(broken, random.nextBoolean() ? notUtf8 : notObject);
    return kernel.signed(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
  }

  private List<byte[]> large(String header) {
    return switch (random.nextInt(3)) {
      case 0 -> kernel.signed(header, "[".repeat(200_000));
      case 1 -> kernel.signed(header, "x".repeat(3_000_000));
      default -> java.util.Collections.nCopies(1500, bytes("frame"));
    };
  }

  /** Bytes that are not even frames. */
  private void garbage(String channel) throws IOException {
    byte[] bytes = new byte[1 + random.nextInt(200)];
    random.nextBytes(bytes);
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), kernel.port(channel))) {
      socket.getOutputStream().write(bytes);
    }
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
