package io.heddle;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;

/// A call that skips bytes, and is interrupted when it has skipped some.
final class InterruptedSkip {

    interface Call {
        void on(Connection connection, long left) throws IOException;
    }

    private static final int COUNT = 5;

    private InterruptedSkip() {}

    static void of(Call call) throws Exception {
        var left = new AtomicLong();
        BlockedRead.of(
                        connection -> {
                            left.compareAndSet(0, COUNT);
                            goingOn(call, connection, left);
                            return (char) connection.input().read() + "";
                        })
                .needing("hel", "lo!")
                .returns("!");
    }

    /// Skips; if interrupted, notes how much is left.
    private static void goingOn(Call call, Connection connection, AtomicLong left)
            throws IOException {
        try {
            call.on(connection, left.get());
            left.set(0);
        } catch (ConnectionInterruptedException interrupted) {
            left.addAndGet(-interrupted.bytesTransferred());
            throw interrupted;
        } catch (ConnectionClosedException closed) {
            left.set(0);
            throw closed;
        }
    }
}
