package io.heddle.loadtest.target.vertx;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.Target;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// Vert.x: verticles on its event loops, or on virtual threads beside them.
public final class VertxTarget implements Target {
    private final boolean virtualThreads;

    private VertxTarget(boolean virtualThreads) {
        this.virtualThreads = virtualThreads;
    }

    /// Verticles that run on the event loops and must not block.
    public static VertxTarget onEventLoops() {
        return new VertxTarget(false);
    }

    /// Verticles that run on virtual threads and may wait for futures.
    public static VertxTarget onVirtualThreads() {
        return new VertxTarget(true);
    }

    @Override
    public String name() {
        return virtualThreads ? "vertx-vt" : "vertx";
    }

    @Override
    public String summary() {
        return virtualThreads
                ? "Vert.x 5.2, verticles on virtual threads"
                : "Vert.x 5.2, verticles on event loops";
    }

    @Override
    public Set<String> parameters() {
        return Set.of("loops");
    }

    @Override
    public Set<Protocol> protocols() {
        return Set.of(Protocol.RAW, Protocol.BENCH, Protocol.HTTP);
    }

    @Override
    public List<String> libraries() {
        return List.of(
                "vertx-core",
                "jackson-core-2",
                "netty-buffer",
                "netty-codec-",
                "netty-common",
                "netty-handler",
                "netty-resolver",
                "netty-transport");
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        return VertxServer.start(name(), options, virtualThreads);
    }
}
