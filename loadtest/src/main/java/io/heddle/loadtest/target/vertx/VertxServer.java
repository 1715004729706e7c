package io.heddle.loadtest.target.vertx;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.http.EventAnswers;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Work;
import io.vertx.core.Context;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/// The running server: one verticle for each event loop, all on one port.
final class VertxServer implements RunningTarget {
    private static final int SHARED_PORT_ID = 1;

    private final String name;
    private final ListenOptions options;
    private final boolean virtualThreads;
    private final Vertx vertx;
    private final HttpServerOptions listen = new HttpServerOptions();
    private final Work work = Work.calibrated();
    private final BenchService service;
    private final AtomicInteger port = new AtomicInteger();

    private VertxServer(String name, ListenOptions options, boolean virtualThreads) {
        this.name = name;
        this.options = options;
        this.virtualThreads = virtualThreads;
        service = new BenchService(work, options.backend());
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(options.loops()));
        listen.setAcceptBacklog(ListenOptions.BACKLOG).setTcpNoDelay(true);
    }

    static VertxServer start(String name, ListenOptions options, boolean virtualThreads)
            throws IOException {
        var server = new VertxServer(name, options, virtualThreads);
        var deployment =
                new DeploymentOptions()
                        .setInstances(options.loops())
                        .setThreadingModel(
                                virtualThreads
                                        ? ThreadingModel.VIRTUAL_THREAD
                                        : ThreadingModel.EVENT_LOOP);
        try {
            server.vertx
                    .deployVerticle(() -> server::listen, deployment)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            return server;
        } catch (ExecutionException e) {
            server.vertx.close();
            throw new IOException("Vert.x did not start: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Vert.x started", e);
        }
    }

    private Future<?> listen(Context context) {
        var loop = new VertxLoop(vertx);
        if (options.protocol() == Protocol.HTTP) {
            var answers = new EventAnswers(loop, work, options.backend());
            return vertx.createHttpServer(listen)
                    .requestHandler(new VertxHttp(name, answers, virtualThreads))
                    .listen(address())
                    .onSuccess(server -> port.set(server.actualPort()));
        }
        return vertx.createNetServer(new NetServerOptions(listen))
                .connectHandler(socket -> accepted(socket, context, loop))
                .listen(address())
                .onSuccess(server -> port.set(server.actualPort()));
    }

    /// The address; a free port is the same for all verticles, which with port 0 it would not be.
    private SocketAddress address() {
        var address = options.inetAddress();
        return address.getPort() == 0
                ? SocketAddress.sharedRandomPort(SHARED_PORT_ID, address.getHostString())
                : SocketAddress.inetSocketAddress(address);
    }

    private void accepted(NetSocket socket, Context context, VertxLoop loop) {
        if (options.protocol() == Protocol.BENCH) {
            VertxPeer.serve(socket, context, loop, service);
        } else {
            socket.exceptionHandler(_ -> socket.close());
            socket.pipeTo(socket);
        }
    }

    @Override
    public int port() {
        return port.get();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "nodelay", String.valueOf(listen.isTcpNoDelay()),
                "backlog", String.valueOf(listen.getAcceptBacklog()),
                "loops", String.valueOf(options.loops()),
                "transport", vertx.isNativeTransportEnabled() ? "native" : "nio");
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
