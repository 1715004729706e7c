package io.heddle.tls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import io.heddle.http.HttpServers;
import io.heddle.http.Response;
import io.heddle.http.VirtualHosts;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A request is answered by the host that the handshake was with ([RFC 9110
/// §15.5.20](https://www.rfc-editor.org/rfc/rfc9110#section-15.5.20)).
class VirtualHostsOverTlsTest {

    private static final VirtualHosts HOSTS =
            VirtualHosts.NONE
                    .with("example.org", _ -> Response.text("org"))
                    .with("*.example.org", _ -> Response.text("any"))
                    .withServerName(connection -> {
                        TlsSession session = TlsSession.of(connection);
                        return session == null ? null : session.serverName();
                    });

    private static String asked(
            HttpServer server, SSLContext context, @Nullable String name, String host)
            throws Exception {
        try (SSLSocket socket = TlsServers.connect(server.server(), context)) {
            var parameters = socket.getSSLParameters();
            parameters.setServerNames(name == null ? List.of() : List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            String request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "example.org, example.org, 200",
        "EXAMPLE.org, example.org:443, 200",
        "a.example.org, a.example.org, 200",
        "a.example.org, b.example.org, 421",
        "example.org, a.example.org, 421",
        "example.net, example.net, 421",
        ", example.org, 200",
        ", example.net, 421"
    })
    void hostIsTheOneOfTheHandshake(@Nullable String name, String host, String status)
            throws Exception {
        Issuer root = Issuer.root("root");
        CertificateConfig certificates =
                CertificateConfig.of(CertificateSource.of(root.issue("fallback")));
        var context = SSLContext.getInstance("TLS");
        context.init(null, Trust.of(List.of(root.certificate())).managers(), null);
        HttpConfig config =
                HttpConfig.on(TlsServers.config(TlsTransport.of(Certificates.of(certificates))));
        try (var server = HttpServer.start(config, HOSTS)) {
            assertEquals(status, HttpServers.statuses(asked(server, context, name, host)));
        }
    }
}
