package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.http.EventAnswers;
import io.heddle.loadtest.wire.BackendLink;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// The timers of one of Netty's event loops, and its connections to the backend.
public final class NettyLoop implements EventAnswers.Loop {
    private final EventLoop loop;
    private final Class<? extends Channel> transport;

    /// @param accepted a connection of this loop, whose transport the others use as well
    public NettyLoop(Channel accepted) {
        loop = accepted.eventLoop();
        transport = accepted.getClass();
    }

    @Override
    public void schedule(int millis, Runnable task) {
        var _ = loop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void connect(InetSocketAddress backend, BackendLink link) {
        NettyBackend.connect(loop, transport, backend, link);
    }
}
