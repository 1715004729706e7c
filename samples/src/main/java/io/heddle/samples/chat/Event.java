package io.heddle.samples.chat;

import io.heddle.http.websocket.Message;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// Something that a page is told, as JSON.
///
/// @param kind `said`, `joined`, `left`; `missed`, `refused`, `welcome`
/// @param id counts what has happened in the room; 0 for what only one visitor is told
/// @param name whose it is
/// @param text what was said, or what is to be known
record Event(String kind, long id, Instant at, String name, String text) {

    static Event missed(int count) {
        return new Event("missed", 0, Instant.now(), "", String.valueOf(count));
    }

    static Event refused(String why) {
        return new Event("refused", 0, Instant.now(), "", why);
    }

    Message message() {
        return Message.text(json());
    }

    /// What a visitor is told first: their name, who is there, what was said.
    ///
    /// @param room tells this room from one of an earlier server
    static Message welcome(String name, String room, Iterable<String> people, List<Event> history) {
        return Message.text(
                "{\"kind\":\"welcome\",\"name\":%s,\"room\":%s,\"people\":[%s],\"history\":[%s]}"
                        .formatted(
                                quoted(name),
                                quoted(room),
                                joined(people),
                                history.stream()
                                        .map(Event::json)
                                        .collect(Collectors.joining(","))));
    }

    private static String joined(Iterable<String> texts) {
        var joined = new StringBuilder();
        for (String text : texts) {
            joined.append(joined.isEmpty() ? "" : ",").append(quoted(text));
        }
        return joined.toString();
    }

    private String json() {
        return "{\"kind\":%s,\"id\":%d,\"at\":%d,\"name\":%s,\"text\":%s}"
                .formatted(quoted(kind), id, at.toEpochMilli(), quoted(name), quoted(text));
    }

    private static String quoted(String text) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
