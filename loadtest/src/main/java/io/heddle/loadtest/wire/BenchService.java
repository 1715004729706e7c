package io.heddle.loadtest.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// What a server does for bench frames, the same for every target: one for each server.
///
/// Targets that block give each connection to [#serve(FrameStream)]; targets that are told what
/// came make an [EventSession] for each. Thread-safe.
public final class BenchService {
    /// How much of a [OperationKind#BYTES] body is written at once.
    static final int CHUNK_BYTES = 64 * 1024;

    static final int KIB = 1024;

    private final Work work;
    private final @Nullable InetSocketAddress backend;
    private final BlockingSubscribers blockingSubscribers = new BlockingSubscribers();
    private final EventSubscribers eventSubscribers = new EventSubscribers();
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_BYTES);

    /// @param backend where [OperationKind#BACKEND] calls; null refuses it
    public BenchService(Work work, @Nullable InetSocketAddress backend) {
        this.work = work;
        this.backend = backend;
        while (chunk.hasRemaining()) {
            chunk.put((byte) chunk.position());
        }
        chunk.clear();
    }

    /// A service on this machine, calibrated now.
    public static BenchService calibrated(@Nullable InetSocketAddress backend) {
        return new BenchService(Work.calibrated(), backend);
    }

    /// Answers one connection's requests, one after the other, until its peer closes.
    ///
    /// @throws IOException if the peer sent no frame, or a connection broke; the connection is then
    ///   to be closed
    /// @throws InterruptedException if the thread was interrupted during a delay
    public void serve(FrameStream stream) throws IOException, InterruptedException {
        new BlockingSession(this, stream).serve();
    }

    Work work() {
        return work;
    }

    BlockingSubscribers blockingSubscribers() {
        return blockingSubscribers;
    }

    EventSubscribers eventSubscribers() {
        return eventSubscribers;
    }

    InetSocketAddress requireBackend() throws ProtocolException {
        if (backend == null) {
            throw new ProtocolException("a call to the backend, and there is none");
        }
        return backend;
    }

    /// The first bytes of a body that nobody looks at, in a view.
    ///
    /// @param bytes at most a chunk
    ByteBuffer filler(int bytes) {
        return chunk.slice(0, bytes);
    }
}
