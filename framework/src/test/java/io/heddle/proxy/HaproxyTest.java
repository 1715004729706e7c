package io.heddle.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Connection;
import io.heddle.Eventually;
import io.heddle.ListenerConfig;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.TestPeer;
import io.heddle.proxy.ProxyHeader.Command;
import io.heddle.proxy.ProxyHeader.Family;
import io.heddle.proxy.ProxyHeader.Version;
import io.heddle.tls.TestCertificates;
import io.heddle.tls.TlsTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A HAProxy in front of a server, and one behind a client that writes headers.
class HaproxyTest {

    private static final String CLIENT = "192.0.2.1";

    @TempDir private Path folder;
    private final Queue<Connection> handled = new ConcurrentLinkedQueue<>();

    private SocketServer start() throws Exception {
        return start(listener());
    }

    private SocketServer start(ListenerConfig listener) throws Exception {
        return SocketServer.start(
                ServerConfig.on(listener).withObservers(List.of()),
                connection -> {
                    String line = connection.input().readLine(100);
                    if (line != null) { // not only a look whether somebody listens
                        handled.add(connection);
                        connection.output().write((line + "\n").getBytes(US_ASCII));
                    }
                });
    }

    private static ListenerConfig listener() {
        return ListenerConfig.on(TestPeer.loopback(0))
                .withPreamble(ProxyProtocol.requiredFrom(ProxyProtocolTest.LOOPBACK));
    }

    private Haproxy sender(SocketServer server, String bind, String options) throws Exception {
        return Haproxy.start(
                folder,
                """
                listen front
                    bind %s
                    server heddle 127.0.0.1:%d %s
                """
                        .formatted(bind, port(server), options));
    }

    private static int port(SocketServer server) {
        return ((InetSocketAddress) server.addresses().getFirst()).getPort();
    }

    private ProxyHeader served() {
        ProxyHeader header = ProxyHeader.of(handled.element());
        assertNotNull(header);
        return header;
    }

    @Test
    void inFrontSendsVersion1() throws Exception {
        try (var server = start();
                var haproxy = sender(server, "PORT", "send-proxy");
                var client = haproxy.connect()) {

            client.echo("hello\n");

            assertEquals(Version.V1, served().version());
            assertEquals(Family.TCP4, served().family());
            assertEquals(client.address(), handled.element().peerAddress());
            assertEquals(TestPeer.loopback(haproxy.port()), handled.element().localAddress());
        }
    }

    @Test
    void inFrontSendsVersion2WithAChecksumAndAnIdentity() throws Exception {
        String options = "send-proxy-v2 proxy-v2-options crc32c,unique-id";
        try (var server = start();
                var haproxy = sender(server, "PORT", options);
                var client = haproxy.connect()) {

            client.echo("hello\n");

            assertEquals(Version.V2, served().version());
            assertEquals(client.address(), handled.element().peerAddress());
            assertEquals(TestPeer.loopback(haproxy.port()), handled.element().localAddress());
            assertNotNull(served().tlv(Tlv.CRC32C));
            assertEquals(
                    "id-127.0.0.1-" + client.address().getPort(),
                    new String(served().uniqueId(), US_ASCII));
            assertNull(served().tls());
        }
    }

    @Test
    void inFrontSaysWhatItKnowsOfTls() throws Exception {
        TestCertificates own = TestCertificates.make(folder, "front.example");
        TestCertificates alice = TestCertificates.make(folder, "alice");
        Path pem = folder.resolve("front.pem");
        Files.writeString(
                pem, Files.readString(own.certificateFile()) + Files.readString(own.keyFile()));
        String bind =
                "PORT ssl crt %s ca-file %s verify optional alpn h2,http/1.1"
                        .formatted(pem, alice.certificateFile());
        String options =
                "send-proxy-v2-ssl-cn proxy-v2-options"
                        + " ssl,cert-cn,ssl-cipher,cert-sig,cert-key,authority,crc32c,unique-id";
        try (var server = start();
                var haproxy = sender(server, bind, options)) {

            talkOverTls(alice.context(own), new Socket(), haproxy.port());

            ProxiedTls tls = served().tls();
            assertTrue(tls.isOverTls());
            assertTrue(tls.isVerified());
            assertEquals("alice", tls.commonName());
            assertEquals("TLSv1.3", tls.version());
            assertTrue(tls.cipher().startsWith("TLS_"), tls.cipher());
            assertEquals("EC256", tls.keyAlgorithm());
            assertNotNull(tls.signatureAlgorithm());
            assertEquals("front.example", served().authority());
            assertEquals("h2", served().alpn());
        }
    }

    @Test
    void inFrontSaysOfAClientWithoutACertificateThatItHasNone() throws Exception {
        TestCertificates own = TestCertificates.make(folder, "front.example");
        Path pem = folder.resolve("front.pem");
        Files.writeString(
                pem, Files.readString(own.certificateFile()) + Files.readString(own.keyFile()));
        try (var server = start();
                var haproxy = sender(server, "PORT ssl crt " + pem, "send-proxy-v2-ssl-cn")) {

            talkOverTls(own.trust(), new Socket(), haproxy.port());

            assertTrue(served().tls().isOverTls());
            assertFalse(served().tls().isVerified());
            assertNull(served().tls().commonName());
        }
    }

    @Test
    void inFrontPassesTlsThatTheServerEnds() throws Exception {
        TestCertificates own = TestCertificates.make(folder, "front.example");
        var tls = listener().withTransport(TlsTransport.of(own.context()));
        try (var server = start(tls);
                var haproxy = sender(server, "PORT", "send-proxy-v2")) {

            int from = talkOverTls(own.trust(), new Socket(), haproxy.port());

            assertEquals(TestPeer.loopback(from), handled.element().peerAddress());
        }
    }

    /// @return the client's port
    private static int talkOverTls(SSLContext context, Socket socket, int port) throws Exception {
        socket.connect(TestPeer.loopback(port));
        try (var client =
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, "front.example", port, true)) {
            client.setSoTimeout((int) Eventually.PATIENCE.toMillis());
            var parameters = client.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName("front.example")));
            parameters.setApplicationProtocols(new String[] {"h2"});
            client.setSSLParameters(parameters);
            client.getOutputStream().write("hello\n".getBytes(US_ASCII));
            assertEquals("hello\n", new String(client.getInputStream().readNBytes(6), US_ASCII));
            return client.getLocalPort();
        }
    }

    @Test
    void inFrontLooksAfterItsServerByItself() throws Exception {
        Queue<Command> commands = new ConcurrentLinkedQueue<>();
        Queue<Object> peers = new ConcurrentLinkedQueue<>();
        try (var server =
                        SocketServer.start(
                                ServerConfig.on(listener()).withObservers(List.of()),
                                connection -> {
                                    ProxyHeader header = ProxyHeader.of(connection);
                                    peers.add(connection.peerAddress().equals(header.sender()));
                                    commands.add(header.command());
                                });
                var haproxy =
                        sender(server, "PORT", "send-proxy-v2 check inter 50ms check-send-proxy")) {

            Eventually.eventually().until(() -> commands.contains(Command.LOCAL));

            assertTrue(haproxy.port() > 0);
            assertTrue(peers.contains(true));
        }
    }

    private Haproxy receiver() throws Exception {
        return Haproxy.start(
                folder,
                """
                listen back
                    mode http
                    bind PORT accept-proxy
                    http-request return status 200 content-type text/plain lf-string \
                "%[src] %[src_port] %[dst] %[dst_port] %[fc_pp_authority] %[fc_pp_unique_id]"
                """);
    }

    private static String ask(Haproxy haproxy, ProxyHeader header) {
        try (var client = haproxy.connect()) {
            client.send(header.toBytes())
                    .send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answer = new String(client.receiveAll(), US_ASCII);
            return answer.substring(answer.indexOf("\r\n\r\n") + 4);
        }
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(host), port);
    }

    @Test
    void behindUnderstandsOurHeaders() throws Exception {
        ProxyHeader v4 = ProxyHeader.proxied(address(CLIENT, 4711), address("198.51.100.2", 443));
        ProxyHeader v6 =
                ProxyHeader.proxied(address("2001:db8::1", 4711), address("2001:db8::2", 443));
        ProxyHeader mixed = ProxyHeader.proxied(address("2001:db8::1", 4711), address(CLIENT, 443));
        ProxyHeader much =
                v4.with(Tlv.authority("example.org"))
                        .with(Tlv.noop(5))
                        .with(Tlv.uniqueId("id-7".getBytes(US_ASCII)))
                        .withChecksum();
        try (var haproxy = receiver()) {

            String said4 = CLIENT + " 4711 198.51.100.2 443";
            String said6 = "2001:db8::1 4711 2001:db8::2 443";
            assertEquals(said4, ask(haproxy, v4).strip());
            assertEquals(said4, ask(haproxy, v4.withVersion(Version.V1)).strip());
            assertEquals(said6, ask(haproxy, v6).strip());
            assertEquals(said6, ask(haproxy, v6.withVersion(Version.V1)).strip());
            assertTrue(ask(haproxy, mixed).contains("2001:db8::1 4711 ::ffff:192.0.2.1 443"));
            assertTrue(
                    ask(haproxy, mixed.withVersion(Version.V1)).contains("::ffff:192.0.2.1 443"));
            assertEquals(said4 + " example.org id-7", ask(haproxy, much));
            assertTrue(ask(haproxy, ProxyHeader.local()).startsWith("127.0.0.1 "));
        }
    }
}
