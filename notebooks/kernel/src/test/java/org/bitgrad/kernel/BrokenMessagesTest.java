package org.bitgrad.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The kernel hears and answers whatever it was sent before. */
@Timeout(120)
class BrokenMessagesTest {
  private static final int NUMBER = 200;
  private static final long SEED = 20261130;

  @TempDir private static Path folder;

  private static KernelProcess kernel;

  @BeforeAll
  static void start() throws Exception {
    kernel = new KernelProcess(folder);
  }

  @AfterAll
  static void end() throws Exception {
    kernel.close();
  }

  @Test
  void aWrongSignatureIsPassedOverAndTheCodeBehindItRuns() {
    List<byte[]> frames =
        kernel.signed(kernel.header("forged", "execute_request"), "{\"code\":\"int forged = 1;\"}");
    List<byte[]> forged = new java.util.ArrayList<>(frames);
    forged.set(1, KernelProcess.bytes("0".repeat(64)));
    kernel.sendRaw("shell", forged);
    assertTrue(kernel.run("forged").contains("cannot find symbol"));
    assertEquals("42", kernel.run("6 * 7"));
  }

  @Test
  void twoHundredBrokenMessagesLeaveTheKernelAsItWas() throws Exception {
    BrokenMessages broken = new BrokenMessages(kernel, SEED);
    assertEquals("", kernel.run("int kept = 42;"));
    for (int i = 0; i < NUMBER / 2; i++) {
      broken.send(i);
    }
    assertEquals("42", kernel.run("kept"));
    String running = kernel.execute("Thread.sleep(1500); kept + 1");
    for (int i = NUMBER / 2; i < NUMBER; i++) {
      broken.send(i);
    }
    kernel.reply("shell", running);
    assertEquals("43", kernel.value(running));
    String info = kernel.request("control", "kernel_info_request", "{}");
    assertTrue(kernel.reply("control", info).has("protocol_version"));
    assertTrue(kernel.beats("still there"));
    assertTrue(kernel.isAlive());
    String log = kernel.log();
    assertTrue(log.contains("with a wrong signature"), log);
    assertTrue(log.lines().count() < 2 * BoundedLog.MOST_LINES, log);
    assertTrue(log.lines().allMatch(line -> line.length() < 400), log);
  }

  @Test
  void aRequestThatCannotBeReadIsAnsweredWithTheReason() {
    Map<String, String> reasons =
        Map.of(
            "{}", "the field 'code' missing",
            "{\"code\":7}", "the field 'code' that is not a string",
            "[]", "a content that is not a JSON object");
    for (String type : List.of("execute", "complete", "inspect", "is_complete")) {
      reasons.forEach(
          (content, reason) -> {
            String request = kernel.request("shell", type + "_request", content);
            JsonObject reply = kernel.reply("shell", request);
            assertEquals("error", reply.get("status").getAsString());
            assertTrue(reply.get("evalue").getAsString().contains(reason), reply::toString);
          });
    }
  }

  @Test
  void positionsOutsideTheCodeAreTheNearestInIt() {
    for (String at : List.of("-7", "1000000000")) {
      for (String type : List.of("complete", "inspect")) {
        String content = "{\"code\":\"Math.max(1, 2)\",\"cursor_pos\":" + at + "}";
        String request = kernel.request("shell", type + "_request", content);
        assertEquals("ok", kernel.reply("shell", request).get("status").getAsString());
      }
    }
  }

  @Test
  void consolesGetTheHistoryOfThisSession() {
    kernel.run("int first = 1;");
    kernel.run("int second = 2;");
    String tail = kernel.request("shell", "history_request", access("tail", "\"n\":2"));
    String history = kernel.reply("shell", tail).get("history").toString();
    assertTrue(
        history.matches("\\[\\[0,\\d+,\"int first = 1;\"],\\[0,\\d+,\"int second = 2;\"]]"),
        history);
    String search =
        kernel.request(
            "shell", "history_request", access("search", "\"n\":9,\"pattern\":\"*seco*\""));
    history = kernel.reply("shell", search).get("history").toString();
    assertTrue(history.matches("\\[\\[0,\\d+,\"int second = 2;\"]]"), history);
    String range =
        kernel.request(
            "control", "history_request", access("range", "\"session\":5,\"start\":0,\"stop\":9"));
    assertEquals("[]", kernel.reply("control", range).get("history").toString());
  }

  private static String access(String type, String more) {
    return "{\"output\":false,\"raw\":true,\"hist_access_type\":\"" + type + "\"," + more + "}";
  }

  @Test
  void otherRequestsAreAnswered() {
    String comms = kernel.request("shell", "comm_info_request", "{}");
    assertEquals("{}", kernel.reply("shell", comms).get("comms").toString());
    String open =
        kernel.request(
            "shell", "comm_open", "{\"comm_id\":\"c\",\"target_name\":\"none\",\"data\":{}}");
    assertTrue(kernel.published(open).stream().anyMatch(m -> m.getKey().equals("comm_close")));
    String complete = kernel.request("shell", "is_complete_request", "{\"code\":\"for (;;) {\"}");
    assertEquals("incomplete", kernel.reply("shell", complete).get("status").getAsString());
  }

  @Test
  void aCellOnTheControlChannelIsRefusedSoThatInterruptsGetThrough() {
    String request = kernel.request("control", "execute_request", "{\"code\":\"1\"}");
    JsonObject reply = kernel.reply("control", request);
    assertTrue(reply.get("evalue").getAsString().contains("on the shell channel"));
  }
}
