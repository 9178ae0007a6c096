package org.bitgrad.kernel;

import io.github.spencerpark.jupyter.kernel.history.HistoryEntry;
import io.github.spencerpark.jupyter.messages.Message;
import io.github.spencerpark.jupyter.messages.MessageType;
import io.github.spencerpark.jupyter.messages.request.HistoryRequest;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The cells that this kernel ran, for consoles that ask; other sessions are not kept. */
final class CellHistory {
  private static final int MOST_CELLS = 1000;
  private static final int MOST_CHARACTERS = 10_000_000;

  private final Deque<HistoryEntry> entries = new ArrayDeque<>();
  private long characters;

  /** Adds a cell and forgets the oldest beyond some number and length. */
  synchronized void add(int number, String code) {
    entries.add(new HistoryEntry(0, number, code));
    characters += code.length();
    while (entries.size() > MOST_CELLS || characters > MOST_CHARACTERS) {
      characters -= entries.remove().getInput().length();
    }
  }

  /** The reply to a request: the base library writes entries as objects, consoles read lists. */
  Message<?> reply(Message<HistoryRequest> message) {
    HistoryRequest request = message.getContent();
    List<List<Object>> cells =
        find(request).stream()
            .map(
                entry -> {
                  Object code = entry.getInput();
                  Object input = request.includeOutput() ? Arrays.asList(code, null) : code;
                  return List.of((Object) entry.getSession(), entry.getCellNumber(), input);
                })
            .toList();
    @SuppressWarnings("unchecked") // not of the base library's own kind of content
    MessageType<Object> type = (MessageType<Object>) (MessageType<?>) MessageType.HISTORY_REPLY;
    return new Message<>(message, type, (Object) Map.of("status", "ok", "history", cells));
  }

  /** The cells that a request asks for, oldest first. */
  private synchronized List<HistoryEntry> find(HistoryRequest request) {
    if (request instanceof HistoryRequest.Tail tail) {
      return last(entries.stream().toList(), tail.getMaxReturnLength());
    } else if (request instanceof HistoryRequest.Range range) {
      boolean here = range.getSessionIndex() == 0;
      return entries.stream()
          .filter(e -> here && e.getCellNumber() >= range.getStart())
          .filter(e -> e.getCellNumber() < range.getStop())
          .toList();
    } else if (request instanceof HistoryRequest.Search search) {
      return last(matching(search), search.getMaxReturnLength());
    }
    return List.of();
  }

  private List<HistoryEntry> matching(HistoryRequest.Search search) {
    String glob = search.getPattern() == null ? "*" : search.getPattern();
    Pattern pattern =
        Pattern.compile(
            Stream.of(glob.split("(?<=[*?])|(?=[*?])"))
                .map(p -> p.equals("*") ? ".*" : p.equals("?") ? "." : Pattern.quote(p))
                .reduce("", String::concat),
            Pattern.DOTALL);
    Map<String, HistoryEntry> found = new LinkedHashMap<>();
    for (HistoryEntry entry : entries) {
      if (pattern.matcher(entry.getInput()).matches()) {
        String key = search.filterUnique() ? entry.getInput() : "" + entry.getCellNumber();
        found.remove(key);
        found.put(key, entry);
      }
    }
    return List.copyOf(found.values());
  }

  private static List<HistoryEntry> last(List<HistoryEntry> all, int most) {
    int number = most <= 0 ? 0 : Math.min(most, all.size());
    return all.subList(all.size() - number, all.size());
  }
}
