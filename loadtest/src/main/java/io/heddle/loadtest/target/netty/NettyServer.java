package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.Protocol;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The running server: one loop accepts, the others serve.
@ChannelHandler.Sharable
final class NettyServer extends ChannelInitializer<Channel> implements RunningTarget {
    private static final AdaptiveRecvByteBufAllocator READS =
            new AdaptiveRecvByteBufAllocator(64, 2048, ListenOptions.LARGEST_BUFFER_BYTES);

    private final AsciiString name;
    private final NettyTransport transport;
    private final @Nullable NettyTls tls; // null: in the clear
    private final boolean virtualThreads;
    private final Protocol protocol;
    private final int loopCount;
    private final @Nullable BenchService service; // null: no bench frames
    private final @Nullable NettyAnswers answers; // null: no HTTP
    private final MultiThreadIoEventLoopGroup acceptor;
    private final MultiThreadIoEventLoopGroup loops;
    private final Set<Thread> workers = ConcurrentHashMap.newKeySet(); // of connections
    private final ChannelGroup connections;
    private @Nullable Channel listener;
    private volatile Map<String, String> ofConnections;

    private NettyServer(
            String name, ListenOptions options, NettyTransport transport, boolean virtualThreads)
            throws IOException {
        tls = NettyTls.of(options);
        ofConnections = options.isUnix() ? Map.of() : Map.of("nodelay", UNKNOWN);
        this.name = AsciiString.cached(name);
        this.transport = transport;
        this.virtualThreads = virtualThreads;
        protocol = options.protocol();
        loopCount = options.loops();
        service = protocol == Protocol.BENCH ? BenchService.calibrated(options.backend()) : null;
        answers = protocol == Protocol.HTTP ? new NettyAnswers(options.backend()) : null;
        acceptor = new MultiThreadIoEventLoopGroup(1, transport.ioHandlers());
        connections = new DefaultChannelGroup(acceptor.next(), true);
        loops = new MultiThreadIoEventLoopGroup(loopCount, transport.ioHandlers());
    }

    static NettyServer start(
            String name, ListenOptions options, NettyTransport transport, boolean virtualThreads)
            throws IOException {
        transport.requireNativeCode();
        var server = new NettyServer(name, options, transport, virtualThreads);
        var bound = server.bootstrap(options.address()).bind().awaitUninterruptibly();
        if (!bound.isSuccess()) {
            server.close();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        server.listener = bound.channel();
        return server;
    }

    private ServerBootstrap bootstrap(SocketAddress address) {
        var bootstrap =
                new ServerBootstrap()
                        .group(acceptor, loops)
                        .option(ChannelOption.SO_BACKLOG, ListenOptions.BACKLOG)
                        .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
                        .childHandler(this);
        return transport.listenOn(bootstrap, address);
    }

    @Override
    protected void initChannel(Channel connection) {
        if (!ofConnections.containsKey(NettyTransport.ALLOCATOR)) {
            ofConnections = NettyTransport.settingsOf(connection);
        }
        connections.add(connection);
        if (tls != null) {
            tls.install(connection);
        }
        if (answers == null) {
            connection.pipeline().addLast(handler());
        } else {
            NettyHttp.install(connection, name, answers);
        }
    }

    private ChannelHandler handler() {
        if (protocol == Protocol.WEBSOCKET) {
            return new NettyWebSocket();
        }
        if (virtualThreads) {
            return new NettyBlocking(service, workers);
        }
        return service == null ? new NettyEcho() : new NettyBench(service, transport);
    }

    @Override
    public int port() {
        return Objects.requireNonNull(listener).localAddress() instanceof InetSocketAddress inet
                ? inet.getPort()
                : 0;
    }

    @Override
    public Map<String, String> settings() {
        var settings = new HashMap<>(ofConnections);
        var options = Objects.requireNonNull(listener).config();
        settings.put("backlog", String.valueOf(options.getOption(ChannelOption.SO_BACKLOG)));
        settings.put("loops", String.valueOf(loopCount));
        settings.put("transport", transport.name());
        settings.put("tls", tls == null ? "off" : "on");
        return settings;
    }

    @Override
    public void close() {
        if (listener != null) {
            listener.close().awaitUninterruptibly();
        }
        // Loops that end with connections of which other threads write leave sockets open.
        connections.close().awaitUninterruptibly();
        var first = acceptor.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        var second = loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        first.awaitUninterruptibly();
        second.awaitUninterruptibly();
        workers.forEach(Thread::interrupt); // some may sleep
    }
}
