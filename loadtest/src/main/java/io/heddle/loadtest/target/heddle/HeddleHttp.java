package io.heddle.loadtest.target.heddle;

import io.heddle.ConnectionHandler;
import io.heddle.ServerConfig;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpLimits;
import io.heddle.http.HttpServer;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.loadtest.target.http.BlockingAnswers;
import io.heddle.loadtest.wire.HttpCall;
import io.heddle.loadtest.wire.HttpMirror;
import io.heddle.loadtest.wire.ServedFile;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/// Answers HTTP requests in blocking code.
final class HeddleHttp implements AutoCloseable {
    private static final String SERVER = "Server";

    private final String name;
    private final Response named;
    private final BlockingAnswers answers;

    HeddleHttp(String name, @Nullable InetSocketAddress backend) {
        this.name = name;
        named = Response.OK.withField(SERVER, name);
        answers = new BlockingAnswers(backend);
    }

    /// What serves HTTP on each connection.
    ConnectionHandler over(ServerConfig server) {
        var limits = HttpLimits.DEFAULT.withBody(HttpMirror.LARGEST_BODY_BYTES);
        return HttpServer.over(HttpConfig.on(server).withLimits(limits), this::handle);
    }

    private Response handle(Request request) throws IOException {
        var call = HttpMirror.parse(request.method(), request.target());
        var body = BlockingAnswers.body(call, request.content());
        var response = answer(call, body);
        var stamp = request.field(HttpMirror.STAMP);
        return stamp == null ? response : response.withField(HttpMirror.STAMP, stamp);
    }

    private Response answer(HttpCall call, byte[] body) throws IOException {
        if (call.isFile()) {
            var file = FileChannel.open(ServedFile.path(), StandardOpenOption.READ);
            return Response.file(call.contentType(), file, 0, ServedFile.BYTES)
                    .withField(SERVER, name);
        }
        var response = call.isAccepted() ? named : named.withStatus(call.status());
        return response.withContent(call.contentType(), answers.answer(call, body));
    }

    @Override
    public void close() {
        answers.close();
    }
}
