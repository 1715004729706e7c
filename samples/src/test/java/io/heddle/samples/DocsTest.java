package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The code that README.md and the pages in docs show is code that compiles.
class DocsTest {

    private static final Path ROOT = Path.of("..");
    private static final Pattern JAVA_BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    /// What a block that is no program may use: it is the body of a method with this before it.
    private static final String BEFORE =
            """
            import static java.nio.charset.StandardCharsets.UTF_8;
            import io.heddle.*;
            import io.heddle.client.*;
            import io.heddle.framing.*;
            import io.heddle.http.*;
            import io.heddle.http.files.*;
            import io.heddle.http.form.*;
            import io.heddle.http.sse.*;
            import io.heddle.http.websocket.*;
            import io.heddle.icmp.*;
            import io.heddle.metrics.ServerMetrics;
            import io.heddle.proxy.*;
            import io.heddle.tls.*;
            import io.heddle.udp.*;
            import javax.net.ssl.SSLContext;
            import io.micrometer.core.instrument.MeterRegistry;

            record Login(String user) {}

            interface Backend {
                String ask(String question) throws IOException;

                String ask(String question, Duration within) throws IOException;
            }

            Connection connection;
            Connector connector;
            ConnectionPool pool;
            Endpoint target;
            MeterRegistry registry;
            SocketServer server;
            ServerConfig config;
            ConnectionHandler handler;
            List<Backend> backends;
            SSLContext sslContext;
            TlsTransport tls;
            String question;
            SocketClient client;
            Frames frames;
            Path path;

            Login login(Connection connection) throws IOException {
                return new Login(connection.input().readLine(64));
            }

            void serve(Connection connection, Login login) {}

            byte[] reply(byte[] request) {
                return request;
            }

            void start(ConnectionHandler handler) {}

            void main() {}

            void body() throws Exception {
            """;

    @TempDir private Path directory;

    @Test
    void everyJavaBlockCompiles() throws Exception {
        List<String> errors = new ArrayList<>();
        for (Path page : pages()) {
            for (String block : javaBlocks(page)) {
                compile(block).forEach(error -> errors.add(ROOT.relativize(page) + ": " + error));
            }
        }

        assertEquals(List.of(), errors);
    }

    @Test
    void pagesWithBlocksAreFound() throws Exception {
        List<String> withBlocks = new ArrayList<>();
        for (Path page : pages()) {
            if (!javaBlocks(page).isEmpty()) {
                withBlocks.add(ROOT.relativize(page).toString().replace('\\', '/'));
            }
        }

        assertTrue(
                withBlocks.containsAll(
                        List.of(
                                "README.md",
                                "docs/addresses-and-options.md",
                                "docs/clients.md",
                                "docs/datagrams.md",
                                "docs/deadlines.md",
                                "docs/framing.md",
                                "docs/http-events.md",
                                "docs/http-files.md",
                                "docs/http-forms.md",
                                "docs/http-limits.md",
                                "docs/http-websocket.md",
                                "docs/http.md",
                                "docs/icmp.md",
                                "docs/limits.md",
                                "docs/observability.md",
                                "docs/pools.md",
                                "docs/proxy-protocol.md",
                                "docs/stopping.md",
                                "docs/timeouts.md",
                                "docs/tls.md",
                                "docs/unix-sockets.md")),
                withBlocks::toString);
    }

    @Test
    void theEchoServerIsTenLines() throws Exception {
        assertTrue(javaBlocks(ROOT.resolve("README.md")).getFirst().lines().count() <= 10);
    }

    @Test
    void anErrorIsFound() throws Exception {
        assertEquals(1, compile("int x = \"\";").size());
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(ROOT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        return pages;
    }

    private static List<String> javaBlocks(Path page) throws IOException {
        String text = Files.readString(page);
        return JAVA_BLOCK.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String program(String block) {
        if (block.contains("void main()")) {
            return block;
        }
        return BEFORE + (block.startsWith("connection ->") ? "start(" + block + ");" : block) + "}";
    }

    /// @return the errors
    private List<String> compile(String block) throws IOException {
        Path source = directory.resolve("Block.java");
        Files.writeString(source, program(block));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var diagnostics = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(diagnostics, null, null)) {
            compiler.getTask(
                            null,
                            files,
                            diagnostics,
                            List.of("-d", directory.toString(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(source))
                    .call();
        }
        return diagnostics.getDiagnostics().stream()
                .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
                .map(diagnostic -> diagnostic + "\nin\n" + block)
                .toList();
    }
}
