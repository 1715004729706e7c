package io.heddle.loadtest.target.reactornetty;

import io.heddle.loadtest.target.netty.NettyAnswers;
import io.heddle.loadtest.target.netty.NettyResponse;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.netty.ByteBufFlux;
import reactor.netty.Connection;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/// Answers HTTP requests; Reactor Netty keeps the answers of one connection in order.
final class ReactorHttp {
    private static final byte[] NOTHING = {};

    private final AsciiString name;
    private final NettyAnswers answers;

    ReactorHttp(String name, NettyAnswers answers) {
        this.name = AsciiString.cached(name);
        this.answers = answers;
    }

    Publisher<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        var call =
                HttpMirror.parse(
                        request.method().name(),
                        request.uri(),
                        request.requestHeaders().get(HttpHeaderNames.CONTENT_LENGTH));
        if (call.isTooLarge()) {
            return respond(request, response.keepAlive(false), call, NOTHING);
        }
        return body(request)
                .flatMap(body -> perform(call, request).thenReturn(body))
                .flatMap(body -> respond(request, response, call, call.answer(body)))
                .onErrorResume(
                        TooLargeException.class,
                        _ ->
                                respond(
                                        request,
                                        response.keepAlive(false),
                                        HttpCall.tooLarge(),
                                        NOTHING));
    }

    private static Mono<byte[]> body(HttpServerRequest request) {
        var received = new AtomicLong();
        var bounded =
                request.receive()
                        .doOnNext(part -> {
                            if (received.addAndGet(part.readableBytes())
                                    > HttpMirror.LARGEST_BODY_BYTES) {
                                throw new TooLargeException();
                            }
                        });
        return ByteBufFlux.fromInbound(bounded).aggregate().asByteArray().defaultIfEmpty(NOTHING);
    }

    private Mono<Void> perform(HttpCall call, HttpServerRequest request) {
        return switch (call.kind()) {
            case DELAY -> Mono.delay(Duration.ofMillis(call.argument())).then();
            case BURN, BACKEND ->
                    Mono.create(sink -> request.withConnection(of -> perform(call, of, sink)));
            default -> Mono.empty();
        };
    }

    private void perform(HttpCall call, Connection connection, MonoSink<Void> sink) {
        answers.of(connection.channel())
                .perform(
                        call,
                        sink::success,
                        () -> sink.error(new IOException("the backend failed")));
    }

    private Mono<Void> respond(
            HttpServerRequest request, HttpServerResponse response, HttpCall call, byte[] answer) {
        NettyResponse.setHeaders(
                response.status(call.status()).responseHeaders(),
                call,
                answer.length,
                name,
                request.requestHeaders().get(HttpMirror.STAMP));
        return request.method().equals(HttpMethod.HEAD)
                ? response.send()
                : response.sendObject(Unpooled.wrappedBuffer(answer)).then();
    }

    /// A body that is longer than it may be.
    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
