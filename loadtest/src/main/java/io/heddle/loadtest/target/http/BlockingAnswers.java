package io.heddle.loadtest.target.http;

import io.heddle.loadtest.wire.BackendConnection;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.Work;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/// Answers HTTP calls in blocking code: delays sleep, and calls to the backend wait for it.
///
/// Thread-safe.
public final class BlockingAnswers implements AutoCloseable {
    private static final byte[] NOTHING = {};

    private final Work work = Work.calibrated();
    private final @Nullable InetSocketAddress backend;

    // At most as many as there were requests at one time.
    private final Queue<BackendConnection> idle = new ConcurrentLinkedQueue<>();

    /// @param backend where calls to the backend go; null refuses them
    public BlockingAnswers(@Nullable InetSocketAddress backend) {
        this.backend = backend;
    }

    /// Does what the call asks for and returns the response's body.
    ///
    /// @throws InterruptedIOException if the thread was interrupted meanwhile
    /// @throws IOException if the backend fails, or there is none
    public byte[] answer(HttpCall call, byte[] body) throws IOException {
        switch (call.kind()) {
            case DELAY -> sleep(call.argument());
            case BURN -> work.burn(call.argument());
            case BACKEND -> callBackend(call.calls(), call.argument());
            default -> {}
        }
        return call.answer(body);
    }

    /// Reads a request's body, unless the call is refused for its size.
    ///
    /// @return at most one byte more than a body may have
    public static byte[] body(HttpCall call, InputStream input) throws IOException {
        return call.isTooLarge() ? NOTHING : input.readNBytes(HttpMirror.LARGEST_BODY_BYTES + 1);
    }

    private static void sleep(int millis) throws InterruptedIOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted in a delay of " + millis + " ms");
        }
    }

    private void callBackend(int times, int millis) throws IOException {
        if (backend == null) {
            throw new IOException("a call to the backend, and there is none");
        }
        var connection = idle.poll();
        if (connection == null) {
            connection = BackendConnection.open(backend);
        }
        try {
            connection.call(times, millis);
        } catch (IOException e) {
            connection.close();
            throw e;
        }
        idle.add(connection);
    }

    /// Closes the idle connections to the backend.
    @Override
    public void close() {
        for (var connection = idle.poll(); connection != null; connection = idle.poll()) {
            try {
                connection.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }
}
