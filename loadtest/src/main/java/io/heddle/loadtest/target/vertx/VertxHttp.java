package io.heddle.loadtest.target.vertx;

import io.heddle.loadtest.target.http.EventAnswers;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpDate;
import io.heddle.loadtest.wire.HttpMirror;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;

/// Answers HTTP requests; Vert.x keeps the answers of one connection in order.
final class VertxHttp implements Handler<HttpServerRequest> {
    private static final CharSequence STAMP = HttpHeaders.createOptimized(HttpMirror.STAMP);

    private final CharSequence name;
    private final EventAnswers answers;
    private final boolean onVirtualThread;

    /// @param onVirtualThread whether the handler may wait for a future
    VertxHttp(String name, EventAnswers answers, boolean onVirtualThread) {
        this.name = HttpHeaders.createOptimized(name);
        this.answers = answers;
        this.onVirtualThread = onVirtualThread;
    }

    @Override
    public void handle(HttpServerRequest request) {
        var call =
                HttpMirror.parse(
                        request.method().name(),
                        request.uri(),
                        request.headers().get(HttpHeaders.CONTENT_LENGTH));
        if (call.isTooLarge()) {
            refuse(request);
            return;
        }
        var body = Buffer.buffer();
        request.handler(part -> {
            if (body.length() + part.length() > HttpMirror.LARGEST_BODY_BYTES) {
                refuse(request);
            } else {
                body.appendBuffer(part);
            }
        });
        request.endHandler(_ -> answer(request, call, body));
    }

    private void refuse(HttpServerRequest request) {
        request.handler(null).endHandler(null);
        respond(request, HttpCall.tooLarge(), Buffer.buffer())
                .onComplete(_ -> request.connection().close());
    }

    private void answer(HttpServerRequest request, HttpCall call, Buffer body) {
        var performed = perform(call);
        if (onVirtualThread) {
            finish(request, call, body, performed.transform(Future::succeededFuture).await());
        } else {
            performed.onComplete(done -> finish(request, call, body, done));
        }
    }

    private Future<Void> perform(HttpCall call) {
        Promise<Void> promise = Promise.promise();
        answers.perform(call, promise::complete, () -> promise.fail("the backend failed"));
        return promise.future();
    }

    private void finish(
            HttpServerRequest request, HttpCall call, Buffer body, AsyncResult<Void> performed) {
        if (performed.succeeded()) {
            respond(request, call, answerOf(call, body));
        } else {
            request.connection().close();
        }
    }

    private static Buffer answerOf(HttpCall call, Buffer body) {
        return call.returnsBody() ? body : Buffer.buffer(call.answer(body.getBytes()));
    }

    private Future<Void> respond(HttpServerRequest request, HttpCall call, Buffer answer) {
        var response = request.response().setStatusCode(call.status());
        var headers = response.headers();
        headers.set(HttpHeaders.CONTENT_TYPE, call.contentType());
        headers.set(HttpHeaders.CONTENT_LENGTH, String.valueOf(answer.length()));
        headers.set(HttpHeaders.DATE, HttpDate.now());
        headers.set(HttpHeaders.SERVER, name);
        var stamp = request.headers().get(STAMP);
        if (stamp != null) {
            headers.set(STAMP, stamp);
        }
        return request.method().equals(HttpMethod.HEAD) ? response.end() : response.end(answer);
    }
}
