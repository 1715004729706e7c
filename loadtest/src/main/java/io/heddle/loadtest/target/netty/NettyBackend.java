package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.BackendLink;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.SimpleChannelInboundHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// A connection to the backend, on the loop of the client's connection.
final class NettyBackend extends SimpleChannelInboundHandler<ByteBuf> {
    private final BackendLink link;

    private NettyBackend(BackendLink link) {
        this.link = link;
    }

    static void connect(
            EventLoop loop,
            Class<? extends Channel> transport,
            InetSocketAddress backend,
            BackendLink link) {
        var connecting =
                new Bootstrap()
                        .group(loop)
                        .channel(transport)
                        .option(ChannelOption.TCP_NODELAY, true)
                        .handler(new NettyBackend(link))
                        .connect(backend);
        var _ =
                connecting.addListener(connected -> {
                    if (connected.isSuccess()) {
                        link.opened(new Writer(connecting.channel()));
                    } else {
                        link.closed();
                    }
                });
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf bytes) {
        link.received(bytes.nioBuffer());
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        link.closed();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }

    private record Writer(Channel channel) implements BackendLink.Writer {
        @Override
        public void write(ByteBuffer bytes) {
            var _ = channel.writeAndFlush(Unpooled.copiedBuffer(bytes));
        }

        @Override
        public void close() {
            var _ = channel.close();
        }
    }
}
