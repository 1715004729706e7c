package io.heddle.loadtest.target.vertx;

import io.heddle.loadtest.wire.BackendLink;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.EventPeer;
import io.heddle.loadtest.wire.EventSession;
import io.vertx.core.Context;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// One connection that speaks bench frames; all of it happens in its verticle's context.
final class VertxPeer implements EventPeer {
    private final NetSocket socket;
    private final Context context;
    private final VertxLoop loop;
    private final EventSession session;

    private VertxPeer(NetSocket socket, Context context, VertxLoop loop, BenchService service) {
        this.socket = socket;
        this.context = context;
        this.loop = loop;
        session = new EventSession(service, this);
    }

    static void serve(NetSocket socket, Context context, VertxLoop loop, BenchService service) {
        var session = new VertxPeer(socket, context, loop, service).session;
        socket.handler(buffer -> session.received(ByteBuffer.wrap(buffer.getBytes())));
        socket.drainHandler(_ -> session.writable());
        socket.exceptionHandler(_ -> socket.close());
        socket.closeHandler(_ -> session.closed());
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        socket.write(VertxLoop.bufferOf(bytes));
        return !socket.writeQueueFull();
    }

    // Vert.x flushes each write, or once after the reads that caused them.
    @Override
    public void flush() {}

    @Override
    public void pause() {
        socket.pause();
    }

    @Override
    public void resume() {
        socket.resume();
    }

    @Override
    public void schedule(long millis, Runnable task) {
        if (millis == 0) {
            execute(task);
        } else {
            loop.schedule((int) millis, task);
        }
    }

    @Override
    public void execute(Runnable task) {
        context.runOnContext(_ -> task.run());
    }

    @Override
    public void connect(InetSocketAddress backend, BackendLink link) {
        loop.connect(backend, link);
    }

    @Override
    public void close() {
        socket.close();
    }
}
