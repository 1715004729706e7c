package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.joining;

import io.heddle.MemoryConnection;
import io.heddle.Servers;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;

/// HTTP servers as tests want them, and what goes over the wire.
public final class HttpServers {

    /// Answers with method, target and content.
    public static final HttpHandler MIRROR =
            request -> {
                byte[] content = request.content().readAllBytes();
                return Response.text(
                        request.method()
                                + " "
                                + request.target()
                                + " "
                                + new String(content, ISO_8859_1));
            };

    private HttpServers() {}

    public static HttpConfig config() {
        return HttpConfig.on(Servers.config());
    }

    /// One that keeps what handlers and their streams fail with.
    public static HttpConfig config(List<Throwable> failures) {
        return config().withObserver(
                        new HttpObserver() {
                            @Override
                            public void failed(Request request, Throwable failure) {
                                failures.add(failure);
                            }
                        });
    }

    public static HttpServer start(HttpHandler handler) throws IOException {
        return HttpServer.start(config(), handler);
    }

    /// A request as text blocks have it, with the line ends that HTTP has.
    public static byte[] wire(String text) {
        return text.replace("\n", "\r\n").getBytes(ISO_8859_1);
    }

    /// The status of each answer.
    public static String statuses(String answers) {
        return Pattern.compile("HTTP/1\\.1 (\\d{3}) ")
                .matcher(answers)
                .results()
                .map(found -> found.group(1))
                .collect(joining(" "));
    }

    /// What a handler answers to bytes that come in some pieces.
    public static String served(HttpHandler handler, byte[]... pieces) throws Exception {
        return served(config(), handler, pieces);
    }

    /// The same with another configuration.
    public static String served(HttpConfig config, HttpHandler handler, byte[]... pieces)
            throws Exception {
        var peer = MemoryConnection.of(pieces);
        HttpServer.over(config, handler).handle(peer.connection());
        return new String(peer.written(), ISO_8859_1);
    }
}
