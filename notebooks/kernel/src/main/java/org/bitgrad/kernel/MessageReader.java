package org.bitgrad.kernel;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.reflect.TypeToken;
import io.github.spencerpark.jupyter.messages.HMACGenerator;
import io.github.spencerpark.jupyter.messages.Header;
import io.github.spencerpark.jupyter.messages.KernelTimestamp;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.adapters.HistoryRequestAdapter;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes messages of what came over the wire, whatever that is.
 *
 * <p>The base library reads frames until it meets what it expects, from the next message if need
 * be, and ends its thread at the first surprise. Here a message has been received whole before
 * anything is looked at.
 */
final class MessageReader {
  private static final byte[] DELIMITER = "<IDS|MSG>".getBytes(StandardCharsets.US_ASCII);

  /** Frames after the delimiter: signature, header, header of the parent, metadata, content. */
  private static final int PARTS = 5;

  private static final Set<MessageType<?>> WITH_CODE =
      Set.of(
          MessageType.EXECUTE_REQUEST,
          MessageType.COMPLETE_REQUEST,
          MessageType.INSPECT_REQUEST,
          MessageType.IS_COMPLETE_REQUEST);
  private static final Set<MessageType<?>> OF_COMMS =
      Set.of(
          MessageType.COMM_OPEN_COMMAND,
          MessageType.COMM_MSG_COMMAND,
          MessageType.COMM_CLOSE_COMMAND);

  private static final Gson GSON =
      new GsonBuilder()
          .registerTypeAdapter(HistoryRequest.class, HistoryRequestAdapter.INSTANCE)
          .create();

  private final HMACGenerator signatures;

  MessageReader(HMACGenerator signatures) {
    this.signatures = signatures;
  }

  /**
   * The message of all frames that arrived together.
   *
   * @throws BrokenMessageException if they are not a message of the protocol, signed with the key
   */
  Message<?> read(List<byte[]> frames) throws BrokenMessageException {
    int delimiter = 0;
    while (delimiter < frames.size() && !Arrays.equals(frames.get(delimiter), DELIMITER)) {
      delimiter++;
    }
    List<byte[]> parts = frames.subList(Math.min(delimiter + 1, frames.size()), frames.size());
    if (parts.size() < PARTS) {
      throw new BrokenMessageException(
          delimiter == frames.size()
              ? "without a delimiter"
              : "of " + parts.size() + " frames after the delimiter, must be " + PARTS);
    }
    checkSignature(parts);
    List<byte[]> identities = List.copyOf(frames.subList(0, delimiter));
    return message(identities, parts);
  }

  private void checkSignature(List<byte[]> parts) throws BrokenMessageException {
    String signature =
        signatures.calculateSignature(parts.get(1), parts.get(2), parts.get(3), parts.get(4));
    if (signature != null
        && !MessageDigest.isEqual(signature.getBytes(StandardCharsets.US_ASCII), parts.get(0))) {
      throw new BrokenMessageException("with a wrong signature");
    }
  }

  private static Message<?> message(List<byte[]> identities, List<byte[]> parts)
      throws BrokenMessageException {
    JsonObject json = object("header", parts.get(1));
    String name = text(json, "msg_type");
    MessageType<?> type = MessageType.getType(name);
    if (type.equals(MessageType.UNKNOWN)) {
      throw new BrokenMessageException("of unknown type '" + name + "'");
    }
    Header<?> header = header(json, type);
    Message<?> request = withContent(identities, header, Map.of(), null);
    try {
      Map<String, Object> metadata =
          GSON.fromJson(
              object("metadata", parts.get(3)), new TypeToken<Map<String, Object>>() {}.getType());
      object("parent_header", parts.get(2));
      JsonObject content = object("content", parts.get(4));
      check(type, content);
      Object read = GSON.fromJson(content, type.getContentType());
      return withContent(identities, header, metadata, read);
    } catch (BrokenMessageException | RuntimeException | StackOverflowError e) {
      throw new BrokenMessageException(name + " with " + reason(e), request);
    }
  }

  private static String reason(Throwable thrown) {
    return thrown instanceof BrokenMessageException
        ? thrown.getMessage()
        : "content that cannot be read (" + thrown + ")";
  }

  private static Header<?> header(JsonObject json, MessageType<?> type)
      throws BrokenMessageException {
    String date = json.has("date") ? optional(json, "date") : "";
    KernelTimestamp time = date.isEmpty() ? null : new KernelTimestamp(date);
    String version = optional(json, "version");
    return new Header<>(
        text(json, "msg_id"),
        optional(json, "username"),
        optional(json, "session"),
        time,
        type,
        version);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // the type of the content is that of the header
  private static Message<?> withContent(
      List<byte[]> identities, Header<?> header, Map<String, Object> metadata, Object content) {
    return new Message(identities, header, null, metadata, content, null);
  }

  /** What the handlers of the base library take for granted. */
  private static void check(MessageType<?> type, JsonObject content) throws BrokenMessageException {
    if (WITH_CODE.contains(type)) {
      text(content, "code");
    }
    if (OF_COMMS.contains(type)) {
      text(content, "comm_id");
    }
    if (type.equals(MessageType.COMM_OPEN_COMMAND)) {
      text(content, "target_name");
    }
  }

  private static JsonObject object(String what, byte[] frame) throws BrokenMessageException {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
      JsonElement json = GSON.fromJson(text, JsonElement.class);
      if (json != null && json.isJsonObject()) {
        return json.getAsJsonObject();
      }
    } catch (CharacterCodingException e) {
      throw new BrokenMessageException("a " + what + " that is not UTF-8");
    } catch (JsonParseException | IllegalStateException | StackOverflowError e) {
      throw new BrokenMessageException("a " + what + " that is not JSON");
    }
    throw new BrokenMessageException("a " + what + " that is not a JSON object");
  }

  private static String text(JsonObject json, String field) throws BrokenMessageException {
    JsonElement value = json.get(field);
    if (value == null || !value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      throw new BrokenMessageException(
          "the field '" + field + "' " + (value == null ? "missing" : "that is not a string"));
    }
    return value.getAsString();
  }

  private static String optional(JsonObject json, String field) throws BrokenMessageException {
    JsonElement value = json.get(field);
    return value == null || value.isJsonNull() ? "" : text(json, field);
  }
}
