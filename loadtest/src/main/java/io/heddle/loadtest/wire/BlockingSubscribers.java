package io.heddle.loadtest.wire;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Who gets what is published on a server whose code blocks.
///
/// The publisher's own thread writes to each subscriber in turn and waits for a slow one: nothing
/// is queued. Thread-safe.
final class BlockingSubscribers {
    private final Map<FrameStream, Object> locks = new ConcurrentHashMap<>();

    /// Adds a stream and writes the reply to it before anything that is published.
    void add(FrameStream stream, Frame reply) throws IOException {
        var lock = new Object();
        synchronized (lock) {
            locks.put(stream, lock);
            stream.write(reply.toWrite());
        }
    }

    void remove(FrameStream stream) {
        locks.remove(stream);
    }

    /// Returns when every subscriber has it.
    ///
    /// @throws InterruptedIOException if this thread was interrupted meanwhile
    void publish(Frame delivery) throws InterruptedIOException {
        for (var subscriber : List.copyOf(locks.entrySet())) {
            try {
                // Waiting for a slow subscriber with the lock held is meant: see above.
                synchronized (subscriber.getValue()) {
                    subscriber.getKey().write(delivery.toWrite());
                }
            } catch (IOException e) {
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while it published");
                }
                // It broke: its own session sees that too, and this one goes on with the others.
                locks.remove(subscriber.getKey());
            }
        }
    }
}
