package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.HttpMirror;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/// Makes a new connection echo WebSocket messages.
final class NettyWebSocket extends ChannelInitializer<Channel> {
    private static final int LARGEST_OPENING_BYTES = 64 * 1024;

    @Override
    protected void initChannel(Channel connection) {
        var config =
                WebSocketServerProtocolConfig.newBuilder()
                        .websocketPath("/")
                        .maxFramePayloadLength(HttpMirror.LARGEST_BODY_BYTES)
                        .build();
        connection
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(LARGEST_OPENING_BYTES, true))
                .addLast(new WebSocketServerProtocolHandler(config))
                .addLast(new Echo());
    }

    /// What passes the protocol's handler is a message.
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var _ = context.write(message);
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }
}
