package io.heddle.samples.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.ServerConfig;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.http.Compression;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import io.heddle.http.Request;
import io.heddle.http.Response;
import io.heddle.http.Router;
import io.heddle.http.files.StaticFiles;
import io.heddle.http.form.Multipart;
import io.heddle.http.form.Part;
import io.heddle.samples.Options;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// Text, JSON, an upload and, if there is a directory, files.
///
/// ```text
/// http [--port P] [--root DIR]
/// ```
public final class HttpSample {

    private static final Duration GRACE = Duration.ofSeconds(10);

    private HttpSample() {}

    /// Serves until a signal, `SIGTERM` or `SIGINT`, asks for the end; prints `listening on
    /// http://HOST:PORT` when it accepts.
    ///
    /// @return 1 if the port cannot be listened on, or signals cannot be caught
    public static int run(Options options) {
        options.only(Set.of("--port", "--root"));
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), options.port(0));
        Router router = router(options);
        try {
            serve(HttpConfig.on(ServerConfig.on(address).withName("http")), router);
            return 0;
        } catch (IOException | UnsupportedOperationException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    private static Router router(Options options) {
        Router router =
                Router.EMPTY
                        .get("/plaintext", _ -> Response.text("Hello, World!"))
                        .get("/json", _ -> new Greeting("Hello, World!", Instant.now()).answer())
                        .post("/upload", HttpSample::upload);
        if (!options.has("--root")) {
            return router;
        }
        Path root = Path.of(options.text("--root", ""));
        return router.get("/{path...}", Options.checked(() -> StaticFiles.of(root)));
    }

    private static void serve(HttpConfig config, Router router) throws IOException {
        var stopped = new CompletableFuture<ShutdownReport>();
        HttpServer server = HttpServer.start(config, Compression.DEFAULT.around(router));
        server.server().shutdownOnSignal(ShutdownPlan.within(GRACE), stopped::complete);
        System.out.println("listening on http://localhost:" + server.port());
        stopped.join();
    }

    /// Says of each part of a form how large it is. Nothing is kept.
    private static Response upload(Request request) throws IOException {
        var report = new StringBuilder();
        Multipart form = Multipart.of(request);
        for (Part part = form.next(); part != null; part = form.next()) {
            long bytes = part.content().transferTo(OutputStream.nullOutputStream());
            report.append(part.name()).append(": ").append(bytes).append(" bytes\n");
        }
        return Response.text(report.toString());
    }

    private record Greeting(String message, Instant at) {

        Response answer() {
            String json = "{\"message\":\"%s\",\"at\":\"%s\"}".formatted(message, at);
            return Response.bytes("application/json", json.getBytes(UTF_8));
        }
    }
}
