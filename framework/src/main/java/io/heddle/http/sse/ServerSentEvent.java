package io.heddle.http.sse;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An event, as the peer gets it ([WHATWG HTML
/// §9.2.5](https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream)).
///
/// @param data any text. Line ends in it, whichever they are, reach the peer as line feeds
/// @param event what kind it is, one line; null for `message`
/// @param id what the peer says it had last when it connects again ([EventStream#lastEventId()]),
///   one line without NUL; empty to have it say nothing; null leaves what it knows
/// @param retry how long the peer waits before it connects again, at least 0, in milliseconds; null
///   leaves what it knows
public record ServerSentEvent(
        String data, @Nullable String event, @Nullable String id, @Nullable Duration retry) {

    /// @throws IllegalArgumentException if the kind or the id could end its line, or the time is
    ///   negative
    public ServerSentEvent {
        Objects.requireNonNull(data, "data");
        checkLine("event", event);
        checkLine("id", id);
        if (id != null && id.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("id must have no NUL");
        }
        if (retry != null && retry.isNegative()) {
            throw new IllegalArgumentException("retry must be at least 0, was " + retry);
        }
    }

    private static void checkLine(String name, @Nullable String text) {
        if (text != null && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0)) {
            throw new IllegalArgumentException(name + " must have no line end");
        }
    }

    /// An event of data alone.
    public static ServerSentEvent of(String data) {
        return new ServerSentEvent(data, null, null, null);
    }

    /// A copy of another kind.
    public ServerSentEvent withEvent(String event) {
        return new ServerSentEvent(data, event, id, retry);
    }

    /// A copy with an id.
    public ServerSentEvent withId(String id) {
        return new ServerSentEvent(data, event, id, retry);
    }

    /// A copy that says when to connect again.
    public ServerSentEvent withRetry(Duration retry) {
        return new ServerSentEvent(data, event, id, retry);
    }

    /// The event as it goes over the wire, with its end.
    byte[] bytes() {
        var lines = new StringBuilder(data.length() + 32);
        if (event != null) {
            lines.append("event: ").append(event).append('\n');
        }
        if (id != null) {
            lines.append("id: ").append(id).append('\n');
        }
        if (retry != null) {
            lines.append("retry: ").append(retry.toMillis()).append('\n');
        }
        appendData(lines);
        return lines.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private void appendData(StringBuilder lines) {
        lines.append("data: ");
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            boolean isPair = c == '\r' && i + 1 < data.length() && data.charAt(i + 1) == '\n';
            if (c == '\n' || (c == '\r' && !isPair)) {
                lines.append("\ndata: ");
            } else if (!isPair) {
                lines.append(c);
            }
        }
        lines.append('\n');
    }
}
