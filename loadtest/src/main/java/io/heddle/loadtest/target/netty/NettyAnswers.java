package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.http.EventAnswers;
import io.heddle.loadtest.wire.Work;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the connections of each event loop share. Thread-safe.
public final class NettyAnswers {
    private final Work work = Work.calibrated();
    private final @Nullable InetSocketAddress backend;
    private final Map<EventLoop, EventAnswers> ofLoops = new ConcurrentHashMap<>();

    /// @param backend where calls to the backend go; null refuses them
    public NettyAnswers(@Nullable InetSocketAddress backend) {
        this.backend = backend;
    }

    /// That of the loop of this connection.
    public EventAnswers of(Channel accepted) {
        return ofLoops.computeIfAbsent(
                accepted.eventLoop(),
                _ -> new EventAnswers(new NettyLoop(accepted), work, backend));
    }
}
