package io.heddle.samples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `showcase`: its listeners, and how it ends.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "no process can send another one a signal")
class ShowcaseTest {

    private static final int PATIENCE_MS = 30_000;

    @TempDir private Path folder;

    @Test
    void opensAListenerForEachOption() throws Exception {
        Path http = folder.resolve("http");
        Path echo = folder.resolve("echo");

        try (var showcase =
                Showcase.start(
                        "--http=0",
                        "--https=0",
                        "--http-proxied=0",
                        "--http-unix=" + http,
                        "--echo=0",
                        "--echo-tls=0",
                        "--echo-unix=" + echo,
                        "--udp=0")) {
            assertEquals(
                    Set.of(
                            "http",
                            "https",
                            "http-proxied",
                            "http-unix",
                            "echo",
                            "echo-tls",
                            "echo-unix",
                            "udp"),
                    showcase.addresses().keySet());
            assertEquals(http.toString(), showcase.address("http-unix"));
            assertTrue(showcase.address("http").startsWith("127.0.0.1:"));
            assertEquals("hi", echoedOverUnix(echo));
            assertEquals("hi", echoed(showcase.port("echo")));
            assertEquals("hi", echoedOverUdp(showcase.port("udp")));
        }
    }

    @Test
    void namesTheProxiedPeerInEachAnswer() throws Exception {
        try (var showcase = Showcase.start("--http-proxied", "0")) {
            String head = "PROXY TCP6 2001:db8::7 2001:db8::1 40312 80\r\n";

            String answers =
                    asked(
                            showcase.port("http-proxied"),
                            head
                                    + "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"
                                    + "GET /none HTTP/1.1\r\nHost: x\r\n\r\n"
                                    + "GET /slow?ms=x HTTP/1.1\r\nHost: x\r\n\r\n"
                                    + "GET / HTTP/1.1\r\nHost : x\r\n\r\n");

            assertEquals(
                    List.of(
                            "HTTP/1.1 200 OK",
                            "HTTP/1.1 404 Not Found",
                            "HTTP/1.1 400 Bad Request",
                            "HTTP/1.1 400 Bad Request"),
                    answers.lines().filter(line -> line.startsWith("HTTP/")).toList());
            assertEquals(
                    4,
                    answers.lines()
                            .filter(line -> line.equals("X-Peer: [2001:db8::7]:40312"))
                            .count());
        }
    }

    @Test
    void servesNobodyWithoutAHeaderWhereOneIsRequired() throws Exception {
        try (var showcase = Showcase.start("--http-proxied", "0")) {
            String answer =
                    asked(showcase.port("http-proxied"), "GET / HTTP/1.1\r\nHost: x\r\n\r\n");

            assertEquals("", answer);
        }
    }

    @Test
    void answersWhatIsUnderWayWhenASignalEndsIt() throws Exception {
        try (var showcase = Showcase.start("--http=0", "--echo=0", "--udp=0");
                var slow = connected(showcase.port("http"));
                var idle = connected(showcase.port("http"))) {
            idle.getOutputStream()
                    .write("GET /plaintext HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(US_ASCII));
            assertEquals('H', idle.getInputStream().read());
            slow.getOutputStream()
                    .write(
                            "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nh"
                                    .getBytes(US_ASCII));

            showcase.process().terminate();
            idle.getInputStream().readAllBytes();
            slow.getOutputStream().write('i');
            String answer = new String(slow.getInputStream().readAllBytes(), US_ASCII);

            assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
            assertTrue(answer.endsWith("\r\n\r\nhi"), answer);
            var result = showcase.process().result();
            assertEquals("drained 2, forced 0\n", result.output());
            assertEquals(0, result.exitCode());
        }
    }

    @Test
    void endsWithStatusZeroIfThereAreOnlyDatagrams() throws Exception {
        try (var showcase = Showcase.start("--udp", "0")) {
            assertEquals("hi", echoedOverUdp(showcase.port("udp")));

            showcase.process().terminate();

            var result = showcase.process().result();
            assertEquals("drained 0, forced 0\n", result.output());
            assertEquals(0, result.exitCode());
        }
    }

    @Test
    void leavesNothingBehindIfOneListenerCannotBeOpened() throws Exception {
        Path echo = folder.resolve("echo");
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            var result = SampleProcess.run("showcase", "--http", port, "--echo-unix=" + echo);
            var second =
                    SampleProcess.run(
                            "showcase", "--http=0", "--echo-unix=" + echo.resolve("none"));

            assertEquals(1, result.exitCode());
            assertEquals(
                    "cannot listen on 127.0.0.1:" + port + ": Address already in use",
                    result.errors().lines().toList().getLast());
            assertEquals("", result.output());
            assertEquals(1, second.exitCode());
            assertFalse(Files.exists(echo));
        }
    }

    private static Socket connected(int port) throws Exception {
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MS);
        return socket;
    }

    private static String asked(int port, String bytes) throws Exception {
        try (var peer = connected(port)) {
            peer.getOutputStream().write(bytes.getBytes(US_ASCII));
            return new String(peer.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private static String echoed(int port) throws Exception {
        try (var peer = connected(port)) {
            peer.getOutputStream().write("hi".getBytes(US_ASCII));
            peer.shutdownOutput();
            return new String(peer.getInputStream().readAllBytes(), US_ASCII);
        }
    }

    private static String echoedOverUnix(Path path) throws Exception {
        try (var peer = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            peer.write(ByteBuffer.wrap("hi".getBytes(US_ASCII)));
            peer.shutdownOutput();
            var answer = ByteBuffer.allocate(16);
            while (peer.read(answer) >= 0) {
                // more
            }
            return US_ASCII.decode(answer.flip()).toString();
        }
    }

    private static String echoedOverUdp(int port) throws Exception {
        try (var peer = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            peer.setSoTimeout(PATIENCE_MS);
            peer.send(
                    new DatagramPacket(
                            "hi".getBytes(US_ASCII), 2, InetAddress.getLoopbackAddress(), port));
            var answer = new DatagramPacket(new byte[16], 16);
            peer.receive(answer);
            return new String(answer.getData(), 0, answer.getLength(), US_ASCII);
        }
    }
}
