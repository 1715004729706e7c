package io.heddle.loadtest.target.netty;

import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpDate;
import io.heddle.loadtest.wire.HttpMirror;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/// The response that every server on Netty's codec makes.
public final class NettyResponse {
    private static final AsciiString STAMP = AsciiString.cached(HttpMirror.STAMP);
    private static final byte[] NOTHING = {};

    private NettyResponse() {}

    /// The response to a request, which must not be used any more.
    static FullHttpResponse to(
            FullHttpRequest request, HttpCall call, AsciiString name, boolean keptAlive) {
        int length = call.answerBytes(request.content().readableBytes());
        boolean head = request.method().equals(HttpMethod.HEAD);
        var stamp = request.headers().get(STAMP);
        var status = HttpResponseStatus.valueOf(call.status());
        var response =
                new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, content(request, call, head));
        setHeaders(response.headers(), call, length, name, stamp);
        HttpUtil.setKeepAlive(response, keptAlive);
        return response;
    }

    /// Whether a file is to be sent, of which this makes the head alone.
    static boolean isFile(FullHttpRequest request, HttpCall call) {
        return call.isFile() && !request.method().equals(HttpMethod.HEAD);
    }

    private static ByteBuf content(FullHttpRequest request, HttpCall call, boolean head) {
        if (call.returnsBody() && !head) {
            return request.content(); // goes on with the response, which releases it
        }
        request.release();
        return head ? Unpooled.EMPTY_BUFFER : Unpooled.wrappedBuffer(call.answer(NOTHING));
    }

    /// Sets the headers that a response of every server has.
    ///
    /// @param stamp that of the request, or null if it has none
    public static void setHeaders(
            HttpHeaders headers,
            HttpCall call,
            int length,
            AsciiString name,
            @Nullable String stamp) {
        headers.set(HttpHeaderNames.CONTENT_TYPE, call.contentType());
        headers.set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(length));
        headers.set(HttpHeaderNames.DATE, HttpDate.now());
        headers.set(HttpHeaderNames.SERVER, name);
        if (stamp != null) {
            headers.set(STAMP, stamp);
        }
    }
}
