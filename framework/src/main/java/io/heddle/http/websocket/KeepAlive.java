package io.heddle.http.websocket;

import io.heddle.Connection;
import io.heddle.Deadline;
import io.heddle.DeadlineExceededException;
import io.heddle.DrainingException;
import io.heddle.Timeouts;
import java.io.IOException;
import java.time.Duration;

/// Waits for a peer's next frame, and asks it for a sign of life when that takes long.
///
/// Confined to the reader.
final class KeepAlive {

    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Connection connection;
    private final FrameOutput output;
    private final WebSocketTimeouts timeouts;
    private Duration idle = Timeouts.NEVER; // of the connection, when pingAfter was worked out
    private Duration pingAfter;

    KeepAlive(Connection connection, FrameOutput output, WebSocketTimeouts timeouts) {
        this.connection = connection;
        this.output = output;
        this.timeouts = timeouts;
        this.pingAfter = timeouts.ping();
    }

    /// Waits for a frame to begin.
    ///
    /// @return false at the end of the peer's stream, or if the server is stopping
    /// @throws DeadlineExceededException if the peer gave no sign of life
    boolean await() throws IOException {
        try {
            return await(pingAfter());
        } catch (DeadlineExceededException late) {
            boolean isOfTheCaller =
                    Deadline.current().filter(outer -> outer == late.deadline()).isPresent();
            if (isOfTheCaller) {
                throw late;
            }
        }
        return output.pingIfOpen() ? await(timeouts.pong()) : awaitClose();
    }

    private boolean await(Duration limit) throws IOException {
        return limit.equals(Timeouts.NEVER)
                ? connection.input().awaitRequest()
                : Deadline.<Boolean, IOException>within(limit, connection.input()::awaitRequest);
    }

    /// Before the connection is called idle. Worked out when that has changed only: to divide a
    /// duration costs as much as to answer a small message.
    private Duration pingAfter() {
        Duration now = connection.timeouts().idle();
        if (!now.equals(idle)) {
            idle = now;
            pingAfter = pingAfter(now);
        }
        return pingAfter;
    }

    private Duration pingAfter(Duration idle) {
        Duration ping = timeouts.ping();
        if (ping.equals(Timeouts.NEVER) || idle.equals(Timeouts.NEVER)) {
            return ping;
        }
        Duration half = idle.dividedBy(2);
        return half.compareTo(ping) >= 0 ? ping : half.compareTo(SHORTEST) < 0 ? SHORTEST : half;
    }

    /// Waits for what the peer still has to say after it was told of the end.
    ///
    /// @return false at the end of its stream or its time
    boolean awaitClose() throws IOException {
        while (true) {
            long spent = System.nanoTime() - output.closedNanos();
            Duration left = timeouts.close().minusNanos(spent);
            if (left.compareTo(SHORTEST) < 0) {
                return false;
            }
            try {
                return Deadline.<Boolean, IOException>within(
                        left, () -> connection.input().peek() >= 0);
            } catch (DeadlineExceededException late) {
                return false;
            } catch (DrainingException told) {
                // the farewell: it has its time all the same
            }
        }
    }
}
