package io.heddle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Unix-domain sockets between processes: programs that are not ours as clients, and a server that
/// is killed.
@Timeout(60)
class UnixClientsTest {

    @TempDir private Path directory;

    private Path path() {
        return directory.resolve("s");
    }

    private SocketServer start(ConnectionHandler handler) throws IOException {
        return SocketServer.start(
                ServerConfig.on(UnixDomainSocketAddress.of(path())).withObservers(List.of()),
                handler);
    }

    private static String run(String input, String program, String... arguments) throws Exception {
        boolean found =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        Requirement.hold(found, program);
        var builder = new ProcessBuilder(program);
        builder.command().addAll(List.of(arguments));
        Process process = builder.redirectErrorStream(true).start();
        try {
            try (var standardInput = process.getOutputStream()) {
                standardInput.write(input.getBytes(UTF_8));
            }
            return new String(process.getInputStream().readAllBytes(), UTF_8);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void serveSocat() throws Exception {
        try (var server = start(Servers.ECHO)) {
            assertTrue(server.isReady());
            assertEquals("hello", run("hello", "socat", "-t5", "-", "UNIX-CONNECT:" + path()));
        }
    }

    @Test
    void serveNetcat() throws Exception {
        try (var server = start(Servers.ECHO)) {
            assertTrue(server.isReady());
            assertEquals("hello", run("hello", "nc", "-N", "-U", path().toString()));
        }
    }

    @Test
    void serveCurl() throws Exception {
        ConnectionHandler http =
                connection -> {
                    while (!connection.input().readLine(1000).isEmpty()) {
                        // the head of the request
                    }
                    String answer =
                            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello";
                    connection.output().write(answer.getBytes(UTF_8));
                };
        try (var server = start(http)) {
            assertTrue(server.isReady());
            assertEquals(
                    "hello",
                    run(
                            "",
                            "curl",
                            "-sS",
                            "--unix-socket",
                            path().toString(),
                            "http://localhost/"));
        }
    }

    @Test
    void replaceWhatKilledServerHasLeft() throws Exception {
        try (var killed = ChildJvm.start(UnixServerProcess.class, "-Dpath=" + path())) {
            killed.awaitLine("listening");
            try (var peer = UnixPeer.connect(path())) {
                peer.echo("hello");
            }
            killed.handle().destroyForcibly();
            killed.awaitExit();
        }
        assertTrue(Files.exists(path()));

        try (var server = start(Servers.ECHO);
                var peer = UnixPeer.connect(path())) {
            assertTrue(server.isReady());
            peer.echo("hello");
        }
    }
}
