package io.heddle.http.sse;

import io.heddle.AttributeKey;
import io.heddle.Connection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The streams of one connection that are to hear when the server stops. A connection keeps what it
/// is to do then until it ends, and may carry any number of streams one after the other: so there
/// is one such action for all of them.
final class OpenStreams {

    private static final AttributeKey<OpenStreams> KEY = AttributeKey.named("event streams");

    private final Set<EventStream> streams = ConcurrentHashMap.newKeySet(1);

    private OpenStreams() {}

    /// Those of a connection.
    static OpenStreams of(Connection connection) {
        OpenStreams known = connection.attribute(KEY);
        if (known != null) {
            return known;
        }
        var made = new OpenStreams();
        connection.attribute(KEY, made);
        connection.onDrain(made::end);
        return made;
    }

    /// Adds one; it ends at once if the server is stopping already.
    void add(EventStream stream, Connection connection) {
        streams.add(stream);
        if (connection.isDraining()) {
            stream.end();
        }
    }

    void remove(EventStream stream) {
        streams.remove(stream);
    }

    int size() {
        return streams.size();
    }

    private void end() {
        streams.forEach(EventStream::end);
    }
}
