package io.heddle.samples.showcase;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.Connection;
import io.heddle.http.Compression;
import io.heddle.http.HttpException;
import io.heddle.http.HttpHandler;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Router;
import io.heddle.http.files.StaticFiles;
import io.heddle.http.websocket.Message;
import io.heddle.http.websocket.WebSocket;
import io.heddle.http.websocket.WebSockets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;

/// What the showcase answers over HTTP.
final class Routes {

    private static final Response PLAINTEXT = Response.text("Hello, World!");
    private static final Response JSON =
            Response.bytes("application/json", "{\"message\":\"Hello, World!\"}".getBytes(UTF_8));

    private static final long LONGEST_MS = 600_000;
    private static final long MOST_BYTES = 1L << 40;
    private static final byte[] LINE = "0123456789abcdefghijklmnopqrstu\n".getBytes(UTF_8);
    private static final int BLOCK = 16 * 1024; // a multiple of the line

    private Routes() {}

    /// All of them.
    ///
    /// @param files what is served as `/static/`
    static HttpHandler all(Path files) {
        Router router =
                Router.EMPTY
                        .get("/plaintext", _ -> PLAINTEXT)
                        .get("/json", _ -> JSON)
                        .get("/slow", Routes::slow)
                        .get("/big", Routes::big)
                        .get("/events", Ticks::of)
                        .get("/ws", WebSockets.accept(Routes::echo))
                        .post("/upload", Upload::of)
                        .put("/upload", Upload::of)
                        .get("/static/{path...}", StaticFiles.of(files));
        HttpHandler routes = Compression.DEFAULT.around(router);
        return request -> isEcho(request) ? Echo.of(request) : routes.handle(request);
    }

    private static void echo(WebSocket socket) throws IOException {
        for (Message message = socket.receive(); message != null; message = socket.receive()) {
            socket.send(message);
        }
    }

    /// These take any method, which a router has no route for.
    private static boolean isEcho(Request request) {
        List<String> segments = request.segments();
        return !request.path().equals("*")
                && (segments.equals(List.of("")) || segments.equals(List.of("echo")));
    }

    private static Response slow(Request request) throws HttpException, InterruptedException {
        long ms = number(request, "ms", 0, LONGEST_MS);
        Thread.sleep(ms); // blocks this request, and nobody else
        return Response.text("took " + ms + " ms\n");
    }

    private static Response big(Request request) throws HttpException {
        long bytes = number(request, "bytes", 0, MOST_BYTES);
        return Response.stream("text/plain; charset=utf-8", bytes, output -> fill(output, bytes));
    }

    private static void fill(OutputStream output, long bytes) throws IOException {
        var block = new byte[BLOCK];
        for (int i = 0; i < block.length; i++) {
            block[i] = LINE[i % LINE.length];
        }
        for (long left = bytes; left > 0; left -= block.length) {
            output.write(block, 0, (int) Math.min(left, block.length));
        }
    }

    /// A parameter of the query.
    ///
    /// @param otherwise what holds if it is not there
    /// @throws HttpException 400 if it is no whole number from 0 to `most`
    static long number(Request request, String name, long otherwise, long most)
            throws HttpException {
        String text = request.query().first(name);
        try {
            long number = text == null ? otherwise : Long.parseLong(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new HttpException(400, name + " must be a whole number from 0 to " + most);
    }

    /// Who has connected, or, behind a balancer, whom that says it speaks for.
    static String peer(Connection connection) {
        SocketAddress address = connection.peerAddress();
        return address instanceof UnixDomainSocketAddress ? "unix" : RunningServer.print(address);
    }
}
