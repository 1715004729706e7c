package io.heddle.client;

import static io.heddle.Eventually.eventually;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.ConnectionTimedOutException;
import io.heddle.Endpoint;
import io.heddle.HandshakeException;
import io.heddle.ListenerConfig;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.TimeoutPhase;
import io.heddle.tls.ClientAuthentication;
import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsConfig;
import io.heddle.tls.TlsSession;
import io.heddle.tls.TlsTransport;
import io.heddle.tls.Trust;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients that want TLS, and are particular about whom they talk to.
class SocketClientTlsTest {

    @TempDir static Path folder;
    private static TestCertificates own;
    private static TestCertificates other;

    @AutoClose private final FakeResolver names = new FakeResolver();
    @AutoClose private SocketClient client;

    @BeforeAll
    static void makeCertificates() {
        own = TestCertificates.make(folder, "one.example");
        other = TestCertificates.make(folder, "other.example");
    }

    @BeforeEach
    void open() throws IOException {
        names.with("one.example", "127.0.0.1").with("other.example", "127.0.0.1");
        client = SocketClient.open(config(TlsTransport.clients(trusting(own))));
    }

    private SocketClientConfig config(Function<String, TlsTransport> tls) {
        return SocketClientConfig.DEFAULT
                .withResolver(new CachingResolver(names, ResolverConfig.DEFAULT))
                .withOptions(ConnectOptions.DEFAULT.withTransport(tls));
    }

    private static TlsConfig trusting(TestCertificates server) {
        return TlsConfig.DEFAULT.withTrust(Trust.of(List.of(server.certificate())));
    }

    private static SocketServer start(SocketAddress address, SSLContext context, TlsConfig config)
            throws IOException {
        return SocketServer.start(
                ServerConfig.on(
                                ListenerConfig.on(address)
                                        .withTransport(TlsTransport.of(context, config)))
                        .withObservers(List.of()),
                Servers.ECHO);
    }

    private static SocketServer start() throws IOException {
        return start(TestPeer.loopback(0), own.context(), TlsConfig.DEFAULT);
    }

    private static Endpoint named(String host, SocketServer server) {
        var address = (InetSocketAddress) server.addresses().getFirst();
        return Endpoint.parse(host + ":" + address.getPort());
    }

    private static void checkEcho(Connection connection) throws IOException {
        connection.output().write('x');
        assertEquals('x', connection.input().read());
    }

    @Test
    void talksToTheHostOfTheName() throws IOException {
        try (var server = start();
                var connection = client.connect(named("one.example", server))) {

            checkEcho(connection);

            assertEquals("TLSv1.3", TlsSession.of(connection).protocol());
        }
    }

    @Test
    void talksToTheHostOfTheAddress() throws IOException {
        try (var server = start();
                var connection = client.connect(named("127.0.0.1", server))) {

            checkEcho(connection);
        }
    }

    @Test
    void talksOverUnixSockets(@TempDir Path place) throws IOException {
        var address = UnixDomainSocketAddress.of(place.resolve("s"));
        ConnectOptions options =
                ConnectOptions.DEFAULT.withTransport(
                        path -> TlsTransport.client(own.trust(), "one.example"));
        try (var server = start(address, own.context(), TlsConfig.DEFAULT);
                var connection =
                        client.connect(new Endpoint(Endpoint.Kind.UNIX, address), options)) {

            checkEcho(connection);
            assertEquals(1, server.connections());
        }
    }

    @Test
    void refusesAHostOfAnotherName() throws IOException {
        try (var server = start()) {
            assertThrows(
                    HandshakeException.class, () -> client.connect(named("other.example", server)));

            assertEquals(0, client.connections());
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void refusesAHostThatNobodyVouchesFor() throws IOException {
        try (var server = start(TestPeer.loopback(0), other.context(), TlsConfig.DEFAULT)) {
            assertThrows(
                    HandshakeException.class, () -> client.connect(named("other.example", server)));

            assertEquals(0, client.connections());
            eventually().until(() -> server.connections() == 0);
        }
    }

    @Test
    void showsItsCertificateIfAsked() throws IOException {
        TlsConfig asking =
                TlsConfig.DEFAULT.withClientAuthentication(ClientAuthentication.REQUIRED);
        Function<String, TlsTransport> tls = host -> TlsTransport.client(other.context(own), host);
        try (var mutual = SocketClient.open(config(tls));
                var server = start(TestPeer.loopback(0), own.context(other), asking);
                var connection = mutual.connect(named("one.example", server))) {

            checkEcho(connection);

            Connection served = server.openConnections().getFirst();
            assertEquals(List.of(other.certificate()), TlsSession.of(served).peerCertificates());
        }
    }

    @Test
    void resumesWhatItKnowsOfAHost() throws IOException {
        try (var server = start()) {
            List<Boolean> resumed = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                try (var connection = client.connect(named("one.example", server))) {
                    checkEcho(connection);
                    resumed.add(TlsSession.of(connection).resumed());
                }
            }

            assertEquals(List.of(false, true), resumed);
        }
    }

    @Test
    void givesUpOnAServerThatIsSilent() throws IOException {
        var seen = new AtomicReference<Connection>();
        SocketClientConfig impatient =
                config(TlsTransport.clients(trusting(own)))
                        .withTimeouts(
                                SocketClientConfig.DEFAULT
                                        .connector()
                                        .timeouts()
                                        .withHandshake(Duration.ofMillis(100)));
        try (var server =
                        Servers.start(connection -> {
                            seen.set(connection);
                            connection.input().transferTo(OutputStream.nullOutputStream());
                        });
                var hasty = SocketClient.open(impatient)) {
            var late =
                    assertThrows(
                            ConnectionTimedOutException.class,
                            () -> hasty.connect(named("one.example", server)));

            assertEquals(TimeoutPhase.HANDSHAKE, late.phase());
            assertEquals(0, hasty.connections());
            eventually().until(() -> server.connections() == 0);
            assertTrue(seen.get().bytesIn() > 0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void talksToServersThatWeDidNotWrite(String version) throws IOException {
        try (var server = OpenSslServer.start(own, version);
                var connection = client.connect(server.named("one.example"))) {
            connection.output().write("hello\n".getBytes(US_ASCII));

            byte[] answer = connection.input().readExactly(6);

            assertEquals("olleh\n", new String(answer, US_ASCII));
        }
    }

    @Test
    void refusesServersThatWeDidNotWriteUnderAnotherName() throws IOException {
        try (var server = OpenSslServer.start(own)) {
            assertThrows(
                    HandshakeException.class, () -> client.connect(server.named("other.example")));

            assertEquals(0, client.connections());
        }
    }
}
