package io.heddle.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Servers;
import io.heddle.SocketServer;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which certificate is shown to whom, and what a hook can make of it.
class ServerNameTest {

    private Issuer root;
    private CertificateConfig config;

    @BeforeEach
    void makeCertificates() throws Exception {
        root = Issuer.root("root");
        config =
                CertificateConfig.of(source("fallback"))
                        .withName("example.org", source("example.org"))
                        .withName("*.example.org", source("*.example.org"))
                        .withName("www.example.org", source("www.example.org"));
    }

    private CertificateSource source(String name) throws Exception {
        return CertificateSource.of(root.issue(name));
    }

    private SocketServer start(TlsTransport transport) throws Exception {
        return SocketServer.start(TlsServers.config(transport), Servers.ECHO);
    }

    private String shownTo(@Nullable String name, SocketServer server) throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, Trust.of(List.of(root.certificate())).managers(), null);
        try (SSLSocket socket = TlsServers.connect(server, context)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write('x');
            assertEquals('x', socket.getInputStream().read());
            var shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().getName().substring("CN=".length());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org",
        "EXAMPLE.org, example.org",
        "www.example.org, www.example.org",
        "a.example.org, *.example.org",
        "a.b.example.org, fallback",
        "example.com, fallback",
        ", fallback"
    })
    void theCertificateIsChosenByName(@Nullable String name, String shown) throws Exception {
        try (var server = start(TlsTransport.of(Certificates.of(config)))) {
            assertEquals(shown, shownTo(name, server));
        }
    }

    @Test
    void anUnknownNameIsRefusedWithItsAlertIfSoConfigured() throws Exception {
        var strict = Certificates.of(config.withUnknownNames(UnknownNames.REFUSE));
        try (var server = start(TlsTransport.of(strict))) {

            var refusal = assertThrows(SSLException.class, () -> shownTo("example.com", server));

            assertTrue(refusal.getMessage().contains("unrecognized_name"), refusal.toString());
            assertEquals("fallback", shownTo(null, server));
            assertEquals("example.org", shownTo("example.org", server));
        }
    }

    @Test
    void aHookSeesWhatClientsOffer() throws Exception {
        Queue<ClientHello> seen = new ConcurrentLinkedQueue<>();
        TlsConfig looking =
                TlsConfig.DEFAULT.withClientHelloHook((connection, hello) -> {
                    seen.add(hello);
                    return HelloVerdict.accept();
                });
        try (var server = start(TlsTransport.of(Certificates.of(config), looking))) {

            assertEquals("www.example.org", shownTo("www.example.org", server));

            assertEquals("www.example.org", seen.element().serverName());
            assertTrue(seen.element().offers(0x0304), seen::toString);
        }
    }

    @Test
    void aHookRefuses() throws Exception {
        TlsConfig refusing =
                TlsConfig.DEFAULT.withClientHelloHook(
                        (connection, hello) -> HelloVerdict.refuse(TlsAlert.ACCESS_DENIED));
        try (var server = start(TlsTransport.of(Certificates.of(config), refusing))) {

            var refusal = assertThrows(SSLException.class, () -> shownTo("example.org", server));

            assertTrue(refusal.getMessage().contains("access_denied"), refusal.toString());
        }
    }

    @Test
    void aHookChoosesAnotherSetUp() throws Exception {
        var other = TlsTransport.of(Certificates.of(source("other")));
        TlsConfig choosing =
                TlsConfig.DEFAULT.withClientHelloHook((connection, hello) ->
                        "other.example".equals(hello.serverName())
                                ? HelloVerdict.use(other)
                                : HelloVerdict.accept());
        try (var server = start(TlsTransport.of(Certificates.of(config), choosing))) {
            assertEquals("other", shownTo("other.example", server));
            assertEquals("example.org", shownTo("example.org", server));
        }
    }

    @Test
    void aHookThatFailsFailsOneHandshake() throws Exception {
        TlsConfig failing =
                TlsConfig.DEFAULT.withClientHelloHook((connection, hello) -> {
                    throw new IllegalStateException("not now");
                });
        try (var server = start(TlsTransport.of(Certificates.of(config), failing))) {

            var refusal = assertThrows(SSLException.class, () -> shownTo("example.org", server));

            assertTrue(refusal.getMessage().contains("internal_error"), refusal.toString());
            assertThrows(SSLException.class, () -> shownTo("example.org", server));
        }
    }
}
