package io.heddle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A listener on the socket that a process is given as its standard input.
@Timeout(60)
class InheritedListenerTest {

    /// Gives the process that the other arguments start a socket of a kind, is its client, and
    /// tells whether the socket still listens when the process has ended.
    private static final String LAUNCHER =
            """
            import socket, subprocess, sys

            kind, command = sys.argv[1], sys.argv[2:]

            def say(text):
                print(text, flush=True)

            if kind == "none":
                sys.exit(subprocess.call(command, stdin=subprocess.DEVNULL))
            if kind == "connected":
                sys.exit(subprocess.call(command, stdin=socket.socketpair()[0]))
            family = socket.AF_INET if kind == "tcp" else socket.AF_UNIX
            listening = socket.socket(family)
            listening.bind(("127.0.0.1", 0) if kind == "tcp" else kind)
            listening.listen()
            address = listening.getsockname()
            say("%s:%d" % address if kind == "tcp" else "unix:" + address)
            child = subprocess.Popen(command, stdin=listening)
            with socket.socket(family) as client:
                client.connect(address)
                client.sendall(b"hello")
                client.shutdown(socket.SHUT_WR)
                say(client.makefile().read())
            status = child.wait()
            with socket.socket(family) as late:
                late.connect(address)
                listening.setblocking(True)
                listening.accept()
                say("still listening")
            sys.exit(status)
            """;

    @TempDir private Path directory;

    private static ChildJvm start(String kind) throws IOException {
        boolean found =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "python3")));
        Requirement.hold(found, "python3");
        List<String> launcher = List.of("python3", "-c", LAUNCHER, kind);
        return ChildJvm.start(Map.of(), launcher, InheritingProcess.class);
    }

    private static void servesOnce(ChildJvm child) throws InterruptedException {
        String address = child.awaitLine("");
        assertEquals(address, child.awaitLine(""));
        child.awaitLine("another listener has taken the inherited socket");
        child.awaitLine("hello");
        child.awaitLine("still listening");
        assertEquals(0, child.awaitStatus(), child::errors);
    }

    @Test
    void servesOverTcpAndLeavesTheSocketListening() throws Exception {
        try (var child = start("tcp")) {
            servesOnce(child);
        }
    }

    @Test
    void servesOverAUnixSocketAndLeavesItsFile() throws Exception {
        Path path = directory.resolve("s");

        try (var child = start(path.toString())) {
            servesOnce(child);
        }

        assertTrue(Files.exists(path));
    }

    @Test
    void isRefusedWithoutASocket() throws Exception {
        try (var child = start("none")) {
            child.awaitLine("cannot inherit a listening socket: standard input is no socket");
        }
    }

    @Test
    void isRefusedWithAConnectedSocket() throws Exception {
        try (var child = start("connected")) {
            child.awaitLine(
                    "cannot inherit a listening socket: standard input is a connected one;");
        }
    }
}
