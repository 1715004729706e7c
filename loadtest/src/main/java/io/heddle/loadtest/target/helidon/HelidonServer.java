package io.heddle.loadtest.target.helidon;

import io.heddle.loadtest.target.ListenOptions;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.target.http.BlockingAnswers;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import io.helidon.http.Header;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Method;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The running server.
final class HelidonServer implements RunningTarget {
    private static final Logger LOGGER = Logger.getLogger("io.helidon"); // kept, so it stays quiet
    private static final HeaderName STAMP = HeaderNames.create(HttpMirror.STAMP);

    private final BlockingAnswers answers;
    private final Header serverHeader;
    private final WebServer server;

    private HelidonServer(String name, ListenOptions options) {
        answers = new BlockingAnswers(options.backend());
        serverHeader = HeaderValues.createCached(HeaderNames.SERVER, name);
        server =
                WebServer.builder()
                        .bindAddress(options.inetAddress())
                        .backlog(ListenOptions.BACKLOG)
                        .connectionOptions(socket -> socket.tcpNoDelay(true))
                        .maxPayloadSize(HttpMirror.LARGEST_BODY_BYTES)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .addProtocol(Http1Config.builder().sendKeepAliveHeader(false).build())
                        .routing(routing -> routing.any(this::handle))
                        .build();
    }

    static HelidonServer start(String name, ListenOptions options) throws IOException {
        LOGGER.setLevel(Level.WARNING);
        try {
            var started = new HelidonServer(name, options);
            started.server.start();
            return started;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void handle(ServerRequest request, ServerResponse response) throws IOException {
        var prologue = request.prologue();
        var call = HttpMirror.parse(prologue.method().text(), prologue.uriPath().rawPath());
        var body = BlockingAnswers.body(call, request.content().inputStream());
        if (body.length > HttpMirror.LARGEST_BODY_BYTES) {
            call = HttpCall.tooLarge();
        }
        var answer = answers.answer(call, body);
        var headers = response.status(call.status()).headers();
        headers.set(HeaderNames.CONTENT_TYPE, call.contentType());
        headers.set(serverHeader);
        var asked = request.headers();
        if (asked.contains(STAMP)) {
            headers.set(STAMP, asked.get(STAMP).get());
        }
        if (prologue.method().equals(Method.HEAD)) {
            headers.contentLength(answer.length);
            response.send();
        } else {
            response.send(answer);
        }
    }

    @Override
    public int port() {
        return server.port();
    }

    @Override
    public Map<String, String> settings() {
        var listener = server.prototype();
        return Map.of(
                "nodelay",
                String.valueOf(listener.connectionOptions().tcpNoDelay()),
                "backlog",
                String.valueOf(listener.backlog()),
                "loops",
                "0");
    }

    @Override
    public void close() {
        server.stop();
        answers.close();
    }
}
