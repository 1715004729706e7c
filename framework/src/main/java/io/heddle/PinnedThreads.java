package io.heddle;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/// Hears from the flight recorder of virtual threads that parked and kept their carrier, because
/// there was a native frame on their stack, or a class was being initialised.
final class PinnedThreads implements AutoCloseable {

    private static final String EVENT = "jdk.VirtualThreadPinned";

    private final Duration limit;
    private final ConnectionRegistry connections;
    private final Consumer<Stall> found;
    private @Nullable RecordingStream stream; // confined to the watchdog

    PinnedThreads(Duration limit, ConnectionRegistry connections, Consumer<Stall> found) {
        this.limit = limit;
        this.connections = connections;
        this.found = found;
    }

    /// Begins to listen, unless it does already.
    void start() {
        if (stream != null) {
            return;
        }
        var opened = new RecordingStream();
        try {
            opened.enable(EVENT).withThreshold(limit).withStackTrace();
            opened.onEvent(EVENT, this::heard);
            opened.startAsync();
            stream = opened;
        } finally {
            if (stream == null) {
                opened.close();
            }
        }
    }

    private void heard(RecordedEvent event) {
        long thread = event.getThread() == null ? -1 : event.getThread().getJavaThreadId();
        List<StackTraceElement> stack =
                event.getStackTrace() == null
                        ? List.of()
                        : event.getStackTrace().getFrames().stream()
                                .map(PinnedThreads::element)
                                .toList();
        found.accept(new Stall(Stall.Kind.PINNED, event.getDuration(), servedBy(thread), stack));
    }

    private @Nullable Connection servedBy(long threadId) {
        for (Connection connection : connections.all()) {
            Thread handler = connection.handlerThread();
            if (handler != null && handler.threadId() == threadId) {
                return connection;
            }
        }
        return null;
    }

    private static StackTraceElement element(RecordedFrame frame) {
        return new StackTraceElement(
                frame.getMethod().getType().getName(),
                frame.getMethod().getName(),
                null,
                frame.getLineNumber());
    }

    @Override
    public void close() {
        if (stream != null) {
            stream.close();
        }
    }
}
