package io.heddle.loadtest.target.vertx;

import io.heddle.loadtest.target.http.EventAnswers;
import io.heddle.loadtest.wire.BackendLink;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// The timers and the outgoing connections of one verticle.
final class VertxLoop implements EventAnswers.Loop {
    private final Vertx vertx;
    private final NetClient client;

    VertxLoop(Vertx vertx) {
        this.vertx = vertx;
        client = vertx.createNetClient(new NetClientOptions().setTcpNoDelay(true));
    }

    @Override
    public void schedule(int millis, Runnable task) {
        vertx.setTimer(millis, _ -> task.run());
    }

    @Override
    public void connect(InetSocketAddress backend, BackendLink link) {
        client.connect(backend.getPort(), backend.getHostString())
                .onSuccess(socket -> opened(socket, link))
                .onFailure(_ -> link.closed());
    }

    private static void opened(NetSocket socket, BackendLink link) {
        socket.handler(buffer -> link.received(ByteBuffer.wrap(buffer.getBytes())));
        socket.closeHandler(_ -> link.closed());
        link.opened(
                new BackendLink.Writer() {
                    @Override
                    public void write(ByteBuffer bytes) {
                        socket.write(bufferOf(bytes));
                    }

                    @Override
                    public void close() {
                        socket.close();
                    }
                });
    }

    /// The remaining bytes, copied.
    static Buffer bufferOf(ByteBuffer bytes) {
        var copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Buffer.buffer(copy);
    }
}
