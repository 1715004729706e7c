package io.heddle.loadtest.target.jetty;

import io.heddle.loadtest.target.http.BlockingAnswers;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/// Answers each request on a thread of its own, which may block.
final class JettyHandler extends Handler.Abstract implements AutoCloseable {
    private final HttpField server;
    private final BlockingAnswers answers;

    JettyHandler(String name, @Nullable InetSocketAddress backend) {
        server = new PreEncodedHttpField(HttpHeader.SERVER, name);
        answers = new BlockingAnswers(backend);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback)
            throws IOException {
        var call =
                HttpMirror.parse(
                        request.getMethod(),
                        request.getHttpURI().getPath(),
                        request.getHeaders().get(HttpHeader.CONTENT_LENGTH));
        var body = BlockingAnswers.body(call, Content.Source.asInputStream(request));
        if (body.length > HttpMirror.LARGEST_BODY_BYTES) {
            call = HttpCall.tooLarge();
        }
        var answer = answers.answer(call, body);
        response.setStatus(call.status());
        var headers = response.getHeaders();
        headers.put(HttpHeader.CONTENT_TYPE, call.contentType());
        headers.put(HttpHeader.CONTENT_LENGTH, answer.length);
        headers.put(server);
        var stamp = request.getHeaders().get(HttpMirror.STAMP);
        if (stamp != null) {
            headers.put(HttpMirror.STAMP, stamp);
        }
        response.write(true, ByteBuffer.wrap(answer), callback);
        return true;
    }

    @Override
    public void close() {
        answers.close();
    }
}
