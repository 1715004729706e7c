package io.heddle.loadtest.target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.EngineOptions.Kind;
import io.heddle.loadtest.client.EngineOptions.Pacing;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.client.tls.TlsAgreement;
import io.heddle.loadtest.wire.Datagrams;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.testing.Leak;
import io.heddle.testing.MayLeak;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What every target does that echoes bytes, by whatever way they come.
class RawTargetsTest {
    private static final int BODY_BYTES = 3_000_000;
    private static final int PATIENCE_MILLIS = 20_000;
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(20), Duration.ZERO, Duration.ofSeconds(20));
    private static final int LOOPS = 2;
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    @TempDir Path folder;

    static Stream<Target> targets() {
        return Targets.all().stream()
                .filter(target -> target.protocols().contains(Protocol.RAW))
                .filter(target -> target.unavailable().isEmpty())
                .filter(target -> !target.name().equals("null"))
                .filter(Targets::isBuiltIn);
    }

    static Stream<Target> unixTargets() {
        return targets().filter(Target::listensOnUnix);
    }

    static Stream<Target> udpTargets() {
        return targets().filter(Target::listensOnUdp);
    }

    static Stream<Target> tlsTargets() {
        return targets().filter(Target::speaksTls);
    }

    @ParameterizedTest
    @MethodSource("targets")
    @MayLeak(value = Leak.THREAD, because = "libraries keep threads of their own")
    void returnsEveryByteInOrderAndSeesTheEnd(Target target) throws Exception {
        try (var server = target.start(options(ANY_PORT, Map.of()));
                var socket = new Socket(ANY_PORT.getAddress(), server.port())) {
            socket.setSoTimeout(PATIENCE_MILLIS);

            assertEchoes(socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput);

            assertEquals("true", server.settings().get("nodelay"));
        }
    }

    @ParameterizedTest
    @MethodSource("unixTargets")
    @MayLeak(value = Leak.THREAD, because = "libraries keep threads of their own")
    void doesTheSameOnAUnixSocketWhichItRemoves(Target target) throws Exception {
        var file = folder.resolve("socket");
        var address = UnixDomainSocketAddress.of(file);
        var parameters = Map.of(Target.SOCKET, Target.UNIX);

        try (var server = target.start(options(address, parameters));
                var channel = SocketChannel.open(address)) {
            assertEchoes(
                    Channels.newInputStream(channel),
                    Channels.newOutputStream(channel),
                    channel::shutdownOutput);

            assertNull(server.settings().get("nodelay"));
        }

        assertFalse(Files.exists(file));
    }

    @ParameterizedTest
    @MethodSource("tlsTargets")
    @MayLeak(value = Leak.THREAD, because = "libraries keep threads of their own")
    void doesTheSameOverTls(Target target) throws Exception {
        try (var server = target.start(options(ANY_PORT, Map.of(Target.TLS, Target.ON)))) {
            var address = new InetSocketAddress(ANY_PORT.getAddress(), server.port());
            var endpoint = new Endpoint(Protocol.RAW, Transport.TLS, address, "");
            var whole = new EngineOptions(Kind.NIO, 1, Pacing.PARK, false, Verification.FULL);

            try (var load =
                    LoadClient.open(
                            LoadSpec.echo(endpoint, 300_000, 2, whole).withLimits(PATIENT))) {
                load.exchangeEach(10);

                assertEquals(20, load.sample().replies());
            }
            assertEquals("TLSv1.3", TlsAgreement.with(address).protocol());
            assertEquals("on", server.settings().get("tls"));
        }
    }

    @ParameterizedTest
    @MethodSource("udpTargets")
    @MayLeak(value = Leak.THREAD, because = "libraries keep threads of their own")
    void sendsEveryDatagramBackToWhereItCameFrom(Target target) throws Exception {
        var parameters = Map.of(Target.SOCKET, Target.UDP);
        try (var server = target.start(options(ANY_PORT, parameters))) {
            var address = new InetSocketAddress(ANY_PORT.getAddress(), server.port());
            var endpoint = Endpoint.datagrams(address);
            var whole = new EngineOptions(Kind.NIO, 1, Pacing.PARK, false, Verification.FULL);

            for (int bytes : new int[] {1, 64, Datagrams.LARGEST_BYTES}) {
                try (var load =
                        LoadClient.open(
                                LoadSpec.echo(endpoint, bytes, 16, whole).withLimits(PATIENT))) {
                    load.exchangeEach(10);

                    assertEquals(160, load.sample().replies());
                }
            }

            assertNull(server.settings().get("nodelay"));
            assertEquals("udp", server.settings().get("socket"));
        }
    }

    private static ListenOptions options(SocketAddress address, Map<String, String> parameters) {
        int buffer = ListenOptions.LARGEST_BUFFER_BYTES;
        return new ListenOptions(address, LOOPS, buffer, Protocol.RAW, null, parameters);
    }

    private interface End {
        void announce() throws IOException;
    }

    private static void assertEchoes(InputStream input, OutputStream output, End end)
            throws IOException {
        var body = new byte[BODY_BYTES];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) ((i * 31) >> 3);
        }
        var sent = CompletableFuture.runAsync(() -> send(output, body));

        assertArrayEquals(body, input.readNBytes(body.length));

        sent.join();
        end.announce();
        assertEquals(-1, input.read());
    }

    private static void send(OutputStream output, byte[] body) {
        try {
            output.write(body);
        } catch (IOException e) {
            throw new AssertionError("the server takes no more", e);
        }
    }
}
