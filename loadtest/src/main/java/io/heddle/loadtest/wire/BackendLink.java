package io.heddle.loadtest.wire;

import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// A connection to the backend that belongs to one connection of a client, for servers whose code
/// is told what happens; the target tells it, on the loop of the client's connection.
public final class BackendLink {
    /// How the target writes to the backend.
    public interface Writer {
        /// Sends bytes, copying them before this returns.
        void write(ByteBuffer bytes);

        /// Closes the connection.
        void close();
    }

    private final FrameReader reader = new FrameReader();
    private final Runnable whenDone;
    private final Runnable whenFailed;
    private @Nullable Writer writer;
    private long stamp;
    private int callsLeft;
    private int millis;
    private boolean ended;

    /// @param whenDone runs when all calls of one request were answered
    /// @param whenFailed runs once if the connection fails
    public BackendLink(Runnable whenDone, Runnable whenFailed) {
        this.whenDone = whenDone;
        this.whenFailed = whenFailed;
    }

    /// Asks for a delay several times, one after the other; only while nothing is under way.
    public void call(int times, int delayMillis) {
        callsLeft = times;
        millis = delayMillis;
        if (writer != null) {
            callOnce(writer);
        }
    }

    /// The connection is open.
    public void opened(Writer connection) {
        if (ended) {
            connection.close();
            return;
        }
        writer = connection;
        if (callsLeft > 0) {
            callOnce(connection);
        }
    }

    /// These bytes came.
    public void received(ByteBuffer bytes) {
        try {
            for (var frame = reader.next(bytes);
                    frame != null && !ended;
                    frame = reader.next(bytes)) {
                answered(frame);
            }
        } catch (ProtocolException e) {
            fail();
        }
    }

    /// The connection could not be opened, broke, or was closed.
    public void closed() {
        fail();
    }

    private void answered(Frame frame) {
        var open = writer;
        if (open == null || callsLeft == 0 || frame.stamp() != stamp) {
            fail();
        } else if (--callsLeft > 0) {
            callOnce(open);
        } else {
            whenDone.run();
        }
    }

    private void callOnce(Writer open) {
        open.write(Frame.empty(OperationKind.DELAY, 0, millis, ++stamp).toWrite());
    }

    private void fail() {
        if (!ended) {
            close();
            whenFailed.run();
        }
    }

    /// Closes the connection; nothing runs any more.
    public void close() {
        ended = true;
        if (writer != null) {
            writer.close();
        }
    }
}
