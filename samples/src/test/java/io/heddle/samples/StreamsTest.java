package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The samples over TLS and Unix-domain sockets, and behind proxies.
class StreamsTest {

    private static final SampleProcess.Result GREETED =
            new SampleProcess.Result(0, "Received: Hello, Server!\n", "");

    @TempDir Path folder;

    @Test
    void helloIsEchoedOverTls() throws Exception {
        PemCertificate files = PemCertificate.make(folder);
        try (var echo =
                SampleProcess.start(
                        "echo",
                        "--port",
                        "0",
                        "--tls",
                        files.certificate().toString(),
                        files.key().toString())) {
            String port = "" + echo.readPort();

            assertEquals(
                    GREETED,
                    SampleProcess.run(
                            "hello", "--port", port, "--tls", "--ca", "" + files.certificate()));

            var distrustful = SampleProcess.run("hello", "--port", port, "--tls");
            assertEquals(1, distrustful.exitCode());
            assertTrue(
                    distrustful.errors().startsWith("no trust in localhost:" + port + ": "),
                    distrustful.errors());
        }
    }

    @Test
    void aThrowAwayCertificateIsEnoughToTry() throws Exception {
        try (var echo = SampleProcess.start("echo", "--port", "0", "--tls-demo")) {
            String port = "" + echo.readPort();

            var distrustful = SampleProcess.run("hello", "--port", port, "--tls");

            assertTrue(distrustful.errors().startsWith("no trust in "), distrustful.errors());
        }
    }

    @Test
    void helloIsEchoedOverAUnixSocketThatIsGoneAfterwards() throws Exception {
        Path path = folder.resolve("echo");
        try (var echo = SampleProcess.start("echo", "--unix", path.toString())) {
            assertEquals("listening on unix:" + path, echo.readLine());

            assertEquals(GREETED, SampleProcess.run("hello", "--unix", path.toString()));

            echo.terminate();
            assertEquals(0, echo.result().exitCode());
            assertFalse(Files.exists(path));
        }
    }

    @Test
    void echoWantsAProxyHeaderOfThoseWhoMaySendOne() throws Exception {
        try (var echo =
                SampleProcess.start(
                        "echo",
                        "--port=0",
                        "--proxy-protocol=required",
                        "--trust",
                        "127.0.0.0/8",
                        "::1/128")) {
            int port = echo.readPort();
            try (var peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
                peer.getOutputStream()
                        .write(
                                "PROXY TCP4 192.0.2.1 192.0.2.2 1 2\r\nhi"
                                        .getBytes(StandardCharsets.US_ASCII));
                assertEquals(
                        "hi",
                        new String(peer.getInputStream().readNBytes(2), StandardCharsets.US_ASCII));
            }
            try (var peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
                peer.getOutputStream().write('x');
                assertEquals(-1, peer.getInputStream().read());
            } catch (SocketException reset) {
                // so it was read, and dropped
            }
        }
    }

    @Test
    void aForwarderTakesTlsAndSaysForWhomItSpeaks() throws Exception {
        PemCertificate files = PemCertificate.make(folder);
        Path path = folder.resolve("echo");
        try (var echo =
                        SampleProcess.start(
                                "echo",
                                "--port=0",
                                "--proxy-protocol=required",
                                "--trust",
                                "127.0.0.0/8",
                                "::1/128");
                var inner =
                        SampleProcess.start(
                                "proxy",
                                "--unix",
                                path.toString(),
                                "--to",
                                "localhost:" + echo.readPort(),
                                "--send-proxy",
                                "v2")) {
            assertEquals("listening on unix:" + path, inner.readLine());
            try (var outer =
                    SampleProcess.start(
                            "proxy",
                            "--port=0",
                            "--tls",
                            files.certificate().toString(),
                            files.key().toString(),
                            "--to",
                            "unix:" + path)) {
                String port = "" + outer.readPort();

                assertEquals(
                        GREETED,
                        SampleProcess.run(
                                "hello",
                                "--port",
                                port,
                                "--tls",
                                "--ca",
                                files.certificate().toString()));
            }
        }
    }

    @Test
    void aCertificateThatCannotBeUsedIsToldInOneLine() throws Exception {
        Path missing = folder.resolve("missing.pem");

        var echo =
                SampleProcess.run(
                        "echo", "--port=0", "--tls", missing.toString(), missing.toString());

        assertEquals(1, echo.exitCode());
        assertEquals(1, echo.errors().lines().count(), echo.errors());
        assertTrue(echo.errors().contains(missing.toString()), echo.errors());
        assertEquals(List.of(), echo.output().lines().toList());
    }
}
