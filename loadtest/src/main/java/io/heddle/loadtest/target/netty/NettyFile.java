package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.ServedFile;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.DefaultFileRegion;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;

/// Sends a file as Netty's own example of a file server does: a head, a region, an end.
final class NettyFile {
    private NettyFile() {}

    /// Writes the response to a request, which must not be used any more.
    static ChannelFuture write(
            ChannelHandlerContext context,
            FullHttpRequest request,
            HttpCall call,
            AsciiString name,
            boolean keptAlive) {
        var stamp = request.headers().get(HttpMirror.STAMP);
        request.release();
        var head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK);
        NettyResponse.setHeaders(head.headers(), call, ServedFile.BYTES, name, stamp);
        HttpUtil.setKeepAlive(head, keptAlive);
        var _ = context.write(head);
        var _ =
                context.write(
                        new DefaultFileRegion(ServedFile.path().toFile(), 0, ServedFile.BYTES));
        return context.write(LastHttpContent.EMPTY_LAST_CONTENT);
    }
}
