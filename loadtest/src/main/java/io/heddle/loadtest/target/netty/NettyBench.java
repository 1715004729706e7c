package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.BackendLink;
import io.heddle.loadtest.wire.BenchService;
import io.heddle.loadtest.wire.EventPeer;
import io.heddle.loadtest.wire.EventSession;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers bench frames on the event loop of their connection.
final class NettyBench extends ChannelInboundHandlerAdapter implements EventPeer {
    private final NettyTransport transport;
    private final EventSession session;
    private @Nullable ChannelHandlerContext context;

    NettyBench(BenchService service, NettyTransport transport) {
        this.transport = transport;
        session = new EventSession(service, this);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        this.context = context;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        var bytes = (ByteBuf) message;
        try {
            session.received(bytes.nioBuffer());
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (context.channel().isWritable()) {
            // Not inside a write of the session: Netty tells this while it flushes one.
            context.executor().execute(session::writable);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        session.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        close();
    }

    @Override
    public boolean write(ByteBuffer bytes) {
        var open = open();
        var copy = open.alloc().ioBuffer(bytes.remaining()).writeBytes(bytes.duplicate());
        var _ = open.write(copy, open.voidPromise());
        return open.channel().isWritable();
    }

    @Override
    public void flush() {
        open().flush();
    }

    @Override
    public void pause() {
        open().channel().config().setAutoRead(false);
    }

    @Override
    public void resume() {
        open().channel().config().setAutoRead(true);
    }

    @Override
    public void schedule(long millis, Runnable task) {
        var _ = open().executor().schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void execute(Runnable task) {
        open().executor().execute(task);
    }

    @Override
    public void connect(InetSocketAddress backend, BackendLink link) {
        NettyBackend.connect(
                open().channel().eventLoop(), transport.clientChannel(), backend, link);
    }

    @Override
    public void close() {
        var _ = open().close();
    }

    private ChannelHandlerContext open() {
        if (context == null) {
            throw new IllegalStateException("not in a pipeline yet");
        }
        return context;
    }
}
