package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.target.http.EventAnswers;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.util.AsciiString;
import java.util.ArrayDeque;
import java.util.Queue;

/// Answers the HTTP requests of one connection in their order.
///
/// While one is under way those behind it wait, and no more are read.
final class NettyHttp extends ChannelInboundHandlerAdapter {
    private final AsciiString name;
    private final EventAnswers answers;
    private final Queue<FullHttpRequest> waiting = new ArrayDeque<>();
    private boolean busy; // a request is under way
    private boolean answering; // further up the stack

    private NettyHttp(AsciiString name, EventAnswers answers) {
        this.name = name;
        this.answers = answers;
    }

    /// Makes a new connection speak HTTP.
    ///
    /// @param name what its header `Server` says
    public static void install(Channel connection, AsciiString name, NettyAnswers answers) {
        connection
                .pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(HttpMirror.LARGEST_BODY_BYTES, true))
                .addLast(new NettyHttp(name, answers.of(connection)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        waiting.add((FullHttpRequest) message);
        answerAll(context);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        answerAll(context);
    }

    private void answerAll(ChannelHandlerContext context) {
        if (!answering) {
            answering = true;
            while (!busy && !waiting.isEmpty() && context.channel().isWritable()) {
                answer(context, waiting.remove());
            }
            answering = false;
            context.channel().config().setAutoRead(waiting.isEmpty());
        }
    }

    private void answer(ChannelHandlerContext context, FullHttpRequest request) {
        var call =
                request.decoderResult().isSuccess()
                        ? HttpMirror.parse(request.method().name(), request.uri())
                        : HttpCall.malformed();
        busy = true;
        answers.perform(
                call,
                () -> finish(context, request, call),
                () -> {
                    request.release();
                    var _ = context.close();
                });
    }

    private void finish(ChannelHandlerContext context, FullHttpRequest request, HttpCall call) {
        busy = false;
        boolean keptAlive = HttpUtil.isKeepAlive(request) && request.decoderResult().isSuccess();
        var written =
                NettyResponse.isFile(request, call)
                        ? NettyFile.write(context, request, call, name, keptAlive)
                        : context.write(NettyResponse.to(request, call, name, keptAlive));
        if (!keptAlive) {
            var _ = written.addListener(ChannelFutureListener.CLOSE);
        }
        if (!answering) {
            answerAll(context);
            context.flush();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(FullHttpRequest::release);
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
