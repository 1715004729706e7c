package io.heddle.loadtest.target;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An echo server on Netty, as its documentation teaches, on one of its transports.
final class NettyTarget implements Target {
    private static final int SMALLEST_READ_BYTES = 64;
    private static final int FIRST_READ_BYTES = 2048;

    private final NettyTransport transport;

    NettyTarget(NettyTransport transport) {
        this.transport = transport;
    }

    @Override
    public String name() {
        return transport.targetName();
    }

    @Override
    public String summary() {
        return "Netty 4.2 on " + transport.summary();
    }

    @Override
    public Set<String> parameters() {
        return Set.of("loops");
    }

    @Override
    public Optional<String> unavailable() {
        return transport.unavailable();
    }

    @Override
    public RunningTarget start(ListenOptions options) throws IOException {
        transport.requireNativeCode();
        var server = new Server(options.loops());
        var acceptor = new MultiThreadIoEventLoopGroup(1, transport.ioHandlers());
        var loops = new MultiThreadIoEventLoopGroup(options.loops(), transport.ioHandlers());
        server.listener =
                new ServerBootstrap()
                        .group(acceptor, loops)
                        .channel(transport.serverChannel())
                        .option(ChannelOption.SO_BACKLOG, ListenOptions.BACKLOG)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(
                                ChannelOption.RECVBUF_ALLOCATOR,
                                new AdaptiveRecvByteBufAllocator(
                                        SMALLEST_READ_BYTES,
                                        FIRST_READ_BYTES,
                                        ListenOptions.LARGEST_BUFFER_BYTES))
                        .childHandler(server)
                        .bind(options.address())
                        .syncUninterruptibly()
                        .channel();
        return server;
    }

    @ChannelHandler.Sharable
    private static final class Server extends ChannelInitializer<Channel> implements RunningTarget {
        private final int loops;
        private @Nullable Channel listener;
        private volatile Map<String, String> ofConnections = Map.of(); // written by event loops

        Server(int loops) {
            this.loops = loops;
        }

        @Override
        protected void initChannel(Channel connection) {
            if (ofConnections.isEmpty()) {
                ofConnections = settingsOf(connection);
            }
            connection.pipeline().addLast(new NettyEcho());
        }

        @Override
        public int port() {
            return ((InetSocketAddress) requireListener().localAddress()).getPort();
        }

        @Override
        public Map<String, String> settings() {
            var settings = new HashMap<String, String>();
            settings.put("loops", String.valueOf(loops));
            settings.put(
                    "backlog",
                    String.valueOf(requireListener().config().getOption(ChannelOption.SO_BACKLOG)));
            settings.putAll(ofConnections);
            return settings;
        }

        private static Map<String, String> settingsOf(Channel connection) {
            return Map.of(
                    "nodelay",
                    String.valueOf(connection.config().getOption(ChannelOption.TCP_NODELAY)),
                    "allocator",
                    connection.alloc().getClass().getSimpleName());
        }

        private Channel requireListener() {
            return Objects.requireNonNull(listener);
        }
    }
}
