package io.heddle.loadtest.target.reactornetty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.netty.NettyAnswers;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.Protocol;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.reactivestreams.Publisher;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.Connection;
import reactor.netty.DisposableServer;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpServer;
import reactor.netty.transport.ServerTransport;
import reactor.netty.transport.ServerTransportConfig;

/// The running server.
final class ReactorNettyServer implements RunningTarget {
    static final int LARGEST_WRITE_BYTES = 64 * 1024;

    private static final int ACCEPTORS = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final ListenOptions options;
    private final LoopResources loops;
    private final DisposableServer server;
    private volatile Map<String, String> ofConnections =
            Map.of("nodelay", UNKNOWN); // written by event loops

    private ReactorNettyServer(String name, ListenOptions options) {
        this.options = options;
        loops = LoopResources.create(name, ACCEPTORS, options.loops(), true);
        server = configured(name).bindNow();
    }

    static ReactorNettyServer start(String name, ListenOptions options) throws IOException {
        try {
            return new ReactorNettyServer(name, options);
        } catch (ChannelBindException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private ServerTransport<?, ?> configured(String name) {
        if (options.protocol() == Protocol.HTTP) {
            var http = new ReactorHttp(name, new NettyAnswers(options.backend()));
            return listening(HttpServer.create()).handle(http::handle);
        }
        var tcp = listening(TcpServer.create());
        if (options.protocol() == Protocol.BENCH) {
            var service = BenchService.calibrated(options.backend());
            return tcp.handle((in, out) -> {
                var connection = (Connection) in;
                return ReactorPeer.serve(connection, in, out, service);
            });
        }
        return tcp.handle(ReactorNettyServer::echo);
    }

    private static Publisher<Void> echo(NettyInbound in, NettyOutbound out) {
        return out.send(in.receive().retain(), _ -> true);
    }

    private <T extends ServerTransport<T, C>, C extends ServerTransportConfig<C>> T listening(
            T transport) {
        return transport
                .bindAddress(options::address)
                .option(ChannelOption.SO_BACKLOG, ListenOptions.BACKLOG)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .runOn(loops)
                .doOnConnection(connection -> readBack(connection.channel()));
    }

    private void readBack(Channel connection) {
        if (ofConnections.size() == 1) {
            ofConnections =
                    Map.of(
                            "nodelay",
                            String.valueOf(
                                    connection.config().getOption(ChannelOption.TCP_NODELAY)),
                            "allocator",
                            connection.alloc().getClass().getSimpleName());
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public Map<String, String> settings() {
        var settings = new LinkedHashMap<>(ofConnections);
        settings.put("loops", String.valueOf(options.loops()));
        settings.put(
                "backlog",
                String.valueOf(server.channel().config().getOption(ChannelOption.SO_BACKLOG)));
        settings.put("transport", LoopResources.hasNativeSupport() ? "native" : "nio");
        return settings;
    }

    @Override
    public void close() {
        server.disposeNow(PATIENCE);
        // It may take all of that time, and then has ended.
        loops.disposeLater(Duration.ZERO, PATIENCE).block(PATIENCE.multipliedBy(2));
        Schedulers.shutdownNow(); // of this JVM, which serves nothing else: delays run on one
    }
}
