package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.DatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The running server of datagrams: one channel on one loop, as Netty's own examples of UDP have
/// it, with nothing set but the size of the system's buffer.
///
/// So a read is one system call for a datagram, with a buffer of 2048 bytes from the pool, and up
/// to sixteen are read before their replies are flushed together; on epoll by one `sendmmsg`.
final class NettyDatagrams implements RunningTarget {
    private final MultiThreadIoEventLoopGroup loop;
    private final NettyTransport transport;
    private final Channel channel;

    private NettyDatagrams(
            MultiThreadIoEventLoopGroup loop, NettyTransport transport, Channel channel) {
        this.loop = loop;
        this.transport = transport;
        this.channel = channel;
    }

    static NettyDatagrams start(ListenOptions options, NettyTransport transport)
            throws IOException {
        transport.requireNativeCode();
        var loop = new MultiThreadIoEventLoopGroup(1, transport.ioHandlers());
        var bound =
                new Bootstrap()
                        .group(loop)
                        .channel(transport.datagramChannel())
                        .option(ChannelOption.SO_RCVBUF, ListenOptions.DATAGRAM_BUFFER_BYTES)
                        .handler(new Echo())
                        .bind(options.address())
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        return new NettyDatagrams(loop, transport, bound.channel());
    }

    @Override
    public int port() {
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    @Override
    public Map<String, String> settings() {
        return Map.of(
                "loops",
                "1",
                "transport",
                transport.name(),
                NettyTransport.ALLOCATOR,
                channel.alloc().getClass().getSimpleName(),
                "socket",
                "udp");
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /// Sends each datagram back to where it came from, and flushes once for each batch of reads.
    private static final class Echo extends SimpleChannelInboundHandler<DatagramPacket> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, DatagramPacket packet) {
            var reply = new DatagramPacket(packet.content().retain(), packet.sender());
            var _ = context.write(reply, context.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        // The channel stays: what fails concerns one peer.
        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {}
    }
}
