package io.heddle.tls;

import static io.heddle.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.BadCertificateException;
import io.heddle.CloseReason;
import io.heddle.RecordingObserver;
import io.heddle.Servers;
import io.heddle.SocketServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Names, client certificates and reloads, as OpenSSL's client sees them.
class SslClientNamesTest {

    @TempDir Path folder;
    private Issuer root;
    private Path authorities;
    private final RecordingObserver observer = new RecordingObserver();

    @BeforeEach
    void makeRoot() throws Exception {
        root = Issuer.root("root");
        authorities = folder.resolve("root.pem");
        Files.writeString(authorities, PemText.of(List.of(root.certificate())));
    }

    private SocketServer echo(TlsTransport transport) throws Exception {
        return SocketServer.start(
                TlsServers.config(transport).withObservers(List.of(observer)), Servers.ECHO);
    }

    private CertificateSource source(String name) throws Exception {
        return CertificateSource.of(root.issue(name));
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_2, example.org, example.org",
        "-tls1_3, example.org, example.org",
        "-tls1_3, ExAmPle.ORG, example.org",
        "-tls1_2, a.example.org, *.example.org",
        "-tls1_3, xn--bcher-kva.example, xn--bcher-kva.example",
        "-tls1_3, a.b.example.org, fallback"
    })
    void theCertificateIsChosenByName(String version, String name, String shown) throws Exception {
        CertificateConfig config =
                CertificateConfig.of(source("fallback"))
                        .withName("example.org", source("example.org"))
                        .withName("*.example.org", source("*.example.org"))
                        .withName("b\u00fccher.example.", source("xn--bcher-kva.example"));
        try (var server = echo(TlsTransport.of(Certificates.of(config)));
                var client =
                        SslClient.connect(TlsServers.port(server), version, "-servername", name)) {

            client.expect("Verify return code").type("hello there").expect("hello there\n");

            assertTrue(client.said().contains("subject=CN = " + shown + "\n"), client::said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    void anUnknownNameGetsItsAlert(String version) throws Exception {
        CertificateConfig config =
                CertificateConfig.of(source("fallback")).withUnknownNames(UnknownNames.REFUSE);
        try (var server = echo(TlsTransport.of(Certificates.of(config)));
                var client =
                        SslClient.connect(
                                TlsServers.port(server), version, "-servername", "other.org")) {

            client.expect("unrecognized name").awaitEnd();

            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
        }
    }

    private SocketServer authenticating(ClientAuthentication how, Queue<String> seen)
            throws Exception {
        TlsConfig config =
                TlsConfig.DEFAULT.withTrust(Trust.pem(authorities)).withClientAuthentication(how);
        return SocketServer.start(
                TlsServers.config(TlsTransport.of(Certificates.of(source("localhost")), config))
                        .withObservers(List.of(observer)),
                connection -> {
                    var chain = TlsSession.of(connection).peerCertificates();
                    seen.add(
                            chain.isEmpty()
                                    ? "nobody"
                                    : chain.getFirst().getSubjectX500Principal().getName());
                    Servers.ECHO.handle(connection);
                });
    }

    private List<String> options(Issuer issuer, String version, String name) throws Exception {
        Identity identity = issuer.issue(name);
        Path chain = folder.resolve(name + ".pem");
        Path key = folder.resolve(name + ".key");
        Files.writeString(chain, PemText.chain(identity));
        Files.writeString(key, PemText.key(identity));
        return List.of(version, "-cert", chain.toString(), "-key", key.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "-tls1_2, REQUIRED, CN=alice",
        "-tls1_3, REQUIRED, CN=alice",
        "-tls1_3, WANTED, CN=alice",
        "-tls1_3, NONE, nobody"
    })
    void aClientIsKnownByItsCertificate(String version, ClientAuthentication how, String who)
            throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (var server = authenticating(how, seen);
                var client =
                        SslClient.connect(
                                TlsServers.port(server),
                                options(root, version, "alice").toArray(String[]::new))) {

            client.type("hello there").expect("hello there\n");

            assertEquals(List.of(who), List.copyOf(seen));
        }
    }

    @ParameterizedTest
    @CsvSource({"-tls1_2, REQUIRED", "-tls1_3, REQUIRED", "-tls1_2, WANTED", "-tls1_3, WANTED"})
    void aCertificateOfAStrangerIsRefused(String version, ClientAuthentication how)
            throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        List<String> options = options(Issuer.root("stranger"), version, "mallory");
        try (var server = authenticating(how, seen);
                var client =
                        SslClient.connect(
                                TlsServers.port(server), options.toArray(String[]::new))) {

            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
            client.awaitEnd();

            assertEquals(List.of(), List.copyOf(seen));
        }
    }

    @Test
    void aClientWithoutOneIsRefusedOnlyWhereItIsRequired() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (var server = authenticating(ClientAuthentication.REQUIRED, seen);
                var client = SslClient.connect(TlsServers.port(server))) {
            assertEquals(CloseReason.HANDSHAKE_FAILED, observer.awaitReason());
            client.awaitEnd();
        }
        try (var server = authenticating(ClientAuthentication.WANTED, seen);
                var client = SslClient.connect(TlsServers.port(server))) {
            client.type("hello there").expect("hello there\n");
        }
        assertEquals(List.of("nobody"), List.copyOf(seen));
    }

    /// As Kubernetes does: the files are links into a folder that is itself a link, which is
    /// replaced.
    @Test
    void aFolderThatIsSwitchedByALinkIsWatched() throws Exception {
        Path data = folder.resolve("..data");
        Path chain = folder.resolve("tls.crt");
        Path key = folder.resolve("tls.key");
        Files.createSymbolicLink(data, version("1"));
        Files.createSymbolicLink(chain, Path.of("..data", "tls.crt"));
        Files.createSymbolicLink(key, Path.of("..data", "tls.key"));
        List<String> failures = new ArrayList<>();
        var certificates =
                Certificates.of(
                        CertificateConfig.of(CertificateSource.pem(chain, key))
                                .withObserver(new NotedFailures(failures)));
        try (var server = echo(TlsTransport.of(certificates));
                var _ = certificates.watch(Duration.ofMillis(10))) {
            Path next = Files.createSymbolicLink(folder.resolve("..next"), version("2"));

            Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);

            eventually().until(() -> certificates.replaced() == 1);
            try (var client = SslClient.connect(TlsServers.port(server))) {
                client.expect("Verify return code");
                assertTrue(client.said().contains("subject=CN = version-2"), client::said);
            }
        }
        assertEquals(List.of(), failures);
    }

    private Path version(String number) throws Exception {
        Path version = Files.createDirectory(folder.resolve("..version-" + number));
        Identity identity = root.issue("version-" + number);
        Files.writeString(version.resolve("tls.crt"), PemText.chain(identity));
        Files.writeString(version.resolve("tls.key"), PemText.key(identity));
        return version.getFileName();
    }

    private record NotedFailures(List<String> failures) implements CertificateObserver {
        @Override
        public void reloadFailed(CertificateSnapshot kept, BadCertificateException failure) {
            failures.add(failure.getMessage());
        }
    }
}
