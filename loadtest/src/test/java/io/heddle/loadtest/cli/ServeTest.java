package io.heddle.loadtest.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.loadtest.LoadtestProcess;
import io.heddle.loadtest.target.Targets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServeTest {
    private static final String LISTENING = "listening on 127.0.0.1:";

    @ParameterizedTest
    @CsvSource({
        "heddle, 0", // it drains, and ends by itself
        "raw-vt, 143",
        "nio-reactor, 143",
        "netty-epoll, 143"
    })
    void echoesUntilTerminatedAndFreesItsPort(String target, int status) throws Exception {
        Assumptions.assumeTrue(Targets.named(target).unavailable().isEmpty());
        try (var server = LoadtestProcess.start("serve", target, "--port", "0")) {
            int port = port(server.readLine());
            assertEchoes(port);

            server.terminate();

            assertEquals(status, server.exitCode());
            assertEquals("", server.readAll());
            new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
        }
    }

    @Test
    void saysInOneLineThatThePortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server =
                        LoadtestProcess.start(
                                "serve",
                                "raw-vt",
                                "--port",
                                String.valueOf(taken.getLocalPort()))) {
            assertEquals(ExitCodes.FAILED, server.exitCode());
            assertEquals(
                    "heddle: cannot serve raw-vt on 127.0.0.1:%d: Address already in use"
                            .formatted(taken.getLocalPort()),
                    server.errors());
            assertEquals("", server.readAll());
        }
    }

    private static int port(String line) {
        assertTrue(line.startsWith(LISTENING), line);
        return Integer.parseInt(line.substring(LISTENING.length()));
    }

    private static void assertEchoes(int port) throws IOException {
        var message = "Hello, Server!".getBytes(StandardCharsets.UTF_8);
        try (var connection = new Socket(InetAddress.getLoopbackAddress(), port)) {
            connection.getOutputStream().write(message);
            assertArrayEquals(message, connection.getInputStream().readNBytes(message.length));
        }
    }
}
