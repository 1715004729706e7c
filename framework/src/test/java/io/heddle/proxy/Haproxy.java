package io.heddle.proxy;

import static io.heddle.Eventually.eventually;

import io.heddle.Requirement;
import io.heddle.TestPeer;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/// A HAProxy of the machine's with a configuration of the test's, in a folder of the test's.
final class Haproxy implements AutoCloseable {

    private static final String DEFAULTS =
            """
            global
                maxconn 100
            defaults
                mode tcp
                timeout connect 5s
                timeout client 30s
                timeout server 30s
                unique-id-format id-%ci-%cp
            """;

    private final Process process;
    private final int port;

    private Haproxy(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// Skips the test where there is none.
    ///
    /// @param sections what comes behind the defaults; `PORT` is a free one, on which it listens
    static Haproxy start(Path folder, String sections) throws Exception {
        int port = freePort();
        Path file = folder.resolve("haproxy.cfg");
        Files.writeString(file, DEFAULTS + sections.replace("PORT", "127.0.0.1:" + port));
        var builder = new ProcessBuilder("haproxy", "-db", "-f", file.toString());
        Path messages = folder.resolve("haproxy.log");
        builder.redirectErrorStream(true).redirectOutput(messages.toFile());
        Process process = null;
        try {
            process = builder.start();
        } catch (IOException notFound) {
            Requirement.hold(false, "haproxy");
        }
        var haproxy = new Haproxy(process, port);
        try {
            eventually().until(() -> haproxy.hasEnded() || haproxy.listens());
            if (haproxy.hasEnded()) {
                throw new IllegalStateException(Files.readString(messages));
            }
            return haproxy;
        } catch (Throwable failure) {
            haproxy.close();
            throw failure;
        }
    }

    /// Free now: nobody else on the machine is likely to take it meanwhile.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket()) {
            socket.bind(TestPeer.loopback(0));
            return socket.getLocalPort();
        }
    }

    private boolean hasEnded() {
        return !process.isAlive();
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(TestPeer.loopback(port));
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    TestPeer connect() {
        return TestPeer.connect(TestPeer.loopback(port));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
