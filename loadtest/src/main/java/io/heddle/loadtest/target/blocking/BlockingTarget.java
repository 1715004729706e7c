package io.heddle.loadtest.target.blocking;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Plain blocking channels, a thread and a direct buffer for each connection, and nothing else.
public final class BlockingTarget implements Target {
    private static final String BUFFER = "buffer";

    // A connection keeps its buffer while it is idle: with more, ten thousand would not fit.
    private static final int USUAL_BUFFER_BYTES = 16 * 1024;

    private final boolean virtual;

    private BlockingTarget(boolean virtual) {
        this.virtual = virtual;
    }

    /// A virtual thread for each connection.
    public static BlockingTarget onVirtualThreads() {
        return new BlockingTarget(true);
    }

    /// A platform thread for each connection, up to [BlockingServer#MOST_PLATFORM_THREADS].
    public static BlockingTarget onPlatformThreads() {
        return new BlockingTarget(false);
    }

    @Override
    public String name() {
        return virtual ? "raw-vt" : "threads";
    }

    @Override
    public String summary() {
        return virtual
                ? "blocking channels on virtual threads, no framework"
                : "blocking channels, a platform thread each, at most %,d connections"
                        .formatted(BlockingServer.MOST_PLATFORM_THREADS);
    }

    @Override
    public Set<String> parameters() {
        return Set.of(BUFFER, SOCKET);
    }

    @Override
    public List<String> words(String parameter) {
        return parameter.equals(SOCKET) ? List.of(TCP, UNIX, UDP) : List.of();
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.RAW, Protocol.BENCH);
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        if (options.isUdp()) {
            return DatagramLoop.start(options, virtual);
        }
        int bufferBytes =
                options.parameters().containsKey(BUFFER)
                        ? options.bufferBytes()
                        : Math.min(options.bufferBytes(), USUAL_BUFFER_BYTES);
        return BlockingServer.start(options, virtual, bufferBytes);
    }
}
