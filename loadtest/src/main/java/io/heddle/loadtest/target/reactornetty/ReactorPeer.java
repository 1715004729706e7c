package io.heddle.loadtest.target.reactornetty;

import io.heddle.loadtest.target.netty.NettyLoop;
import io.heddle.loadtest.wire.BackendLink;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.EventPeer;
import io.heddle.loadtest.wire.EventSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Sinks;
import reactor.netty.Connection;
import reactor.netty.NettyInbound;
import reactor.netty.NettyOutbound;

/// One connection that speaks bench frames: what comes is asked for buffer by buffer, and what goes
/// is a stream that the connection takes from as it can.
final class ReactorPeer extends BaseSubscriber<ByteBuf> implements EventPeer {
    private static final int MOST_QUEUED = 16; // buffers that the connection has not taken

    private final Connection connection;
    private final EventLoop eventLoop;
    private final EventSession session;
    private final Sinks.Many<ByteBuf> outgoing = Sinks.many().unicast().onBackpressureBuffer();
    private @Nullable ByteBuf unflushed;
    private int queued;
    private boolean full; // the session waits for room
    private boolean paused;
    private boolean owed; // a buffer was not asked for because of the pause

    private ReactorPeer(Connection connection, BenchService service) {
        this.connection = connection;
        eventLoop = connection.channel().eventLoop();
        session = new EventSession(service, this);
    }

    static Publisher<Void> serve(
            Connection connection, NettyInbound in, NettyOutbound out, BenchService service) {
        var peer = new ReactorPeer(connection, service);
        connection.onDispose(peer.session::closed);
        in.receive().subscribe(peer);
        return out.send(peer.outgoing.asFlux().doOnNext(_ -> peer.taken()), _ -> true);
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        request(1);
    }

    @Override
    protected void hookOnNext(ByteBuf bytes) {
        session.received(bytes.nioBuffer());
        if (paused) {
            owed = true;
        } else {
            request(1);
        }
    }

    @Override
    protected void hookOnComplete() {
        close();
    }

    @Override
    protected void hookOnError(Throwable broken) {
        close();
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        if (unflushed == null) {
            unflushed = connection.outbound().alloc().buffer(bytes.remaining());
        }
        unflushed.writeBytes(bytes.duplicate());
        if (unflushed.readableBytes() >= ReactorNettyServer.LARGEST_WRITE_BYTES) {
            flush();
        }
        full = queued >= MOST_QUEUED;
        return !full;
    }

    @Override
    public void flush() {
        var bytes = unflushed;
        if (bytes != null) {
            unflushed = null;
            queued++;
            if (outgoing.tryEmitNext(bytes).isFailure()) {
                bytes.release();
            }
        }
    }

    private void taken() {
        queued--;
        if (full && queued < MOST_QUEUED) {
            full = false;
            eventLoop.execute(session::writable);
        }
    }

    @Override
    public void pause() {
        paused = true;
    }

    @Override
    public void resume() {
        paused = false;
        if (owed) {
            owed = false;
            eventLoop.execute(() -> request(1));
        }
    }

    @Override
    public void schedule(long millis, Runnable task) {
        var _ = eventLoop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Runnable task) {
        eventLoop.execute(task);
    }

    @Override
    public void connect(InetSocketAddress backend, BackendLink link) {
        new NettyLoop(connection.channel()).connect(backend, link);
    }

    @Override
    public void close() {
        connection.dispose();
    }
}
