package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.BenchService;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Gives each connection to a virtual thread, which blocks on what Netty reads.
final class NettyBlocking extends ChannelInboundHandlerAdapter {
    private final @Nullable BenchService service; // null: raw echo
    private final Set<Thread> workers;
    private @Nullable NettyStream stream;

    /// @param workers holds the thread of each connection while it runs
    NettyBlocking(@Nullable BenchService service, Set<Thread> workers) {
        this.service = service;
        this.workers = workers;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        var opened = new NettyStream(context.channel());
        stream = opened;
        var worker = Thread.ofVirtual().unstarted(() -> serve(opened));
        workers.add(worker);
        worker.start();
    }

    private void serve(NettyStream connection) {
        try (connection) {
            if (service == null) {
                connection.echo();
            } else {
                service.serve(connection);
            }
        } catch (IOException e) {
            // The peer reset the connection or spoke no frames: it is closed.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.remove(Thread.currentThread());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (stream == null) {
            ((ByteBuf) message).release();
        } else {
            stream.received((ByteBuf) message);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (stream != null) {
            stream.wake();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stream != null) {
            stream.ended();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
