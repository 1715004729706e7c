package io.heddle.loadtest.conformance;

import io.heddle.http.websocket.ConformanceCases;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.extensions.WebSocketServerExtensionHandler;
import io.netty.handler.codec.http.websocketx.extensions.compression.PerMessageDeflateServerExtensionHandshaker;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/// Netty's own handlers, and an echo behind them.
final class NettyEcho extends ChannelInitializer<Channel> implements EchoServer {
    private static final int LARGEST_OPENING_BYTES = 64 * 1024;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final boolean isCompressing;
    private final Channel listener;

    private NettyEcho(boolean isCompressing) throws InterruptedException {
        this.isCompressing = isCompressing;
        listener =
                new ServerBootstrap()
                        .group(loops)
                        .channel(NioServerSocketChannel.class)
                        .childHandler(this)
                        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sync()
                        .channel();
    }

    /// @param isCompressing whether it may; then it does not look at reserved bits
    static NettyEcho start(boolean isCompressing) throws InterruptedException {
        return new NettyEcho(isCompressing);
    }

    @Override
    protected void initChannel(Channel connection) {
        var config =
                WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath("/")
                        .allowExtensions(isCompressing)
                        .sendCloseFrame(null) // else a second one follows the one that says why
                        .maxFramePayloadLength(ConformanceCases.LIMIT)
                        .build();
        var pipeline = connection.pipeline();
        pipeline.addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LARGEST_OPENING_BYTES, true));
        if (isCompressing) {
            pipeline.addLast(
                    new WebSocketServerExtensionHandler(
                            new PerMessageDeflateServerExtensionHandshaker(
                                    ConformanceCases.LIMIT)));
        }
        pipeline.addLast(new WebSocketServerProtocolHandler(config))
                .addLast(new WebSocketFrameAggregator(ConformanceCases.LIMIT))
                .addLast(new Echo());
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame message) {
            var _ = context.writeAndFlush(message.retain());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }

    @Override
    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }
}
