package io.heddle.tls;

import io.heddle.AttributeKey;
import io.heddle.Connection;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// What was agreed on with a peer in the handshake.
///
/// @param protocol `TLSv1.3` or `TLSv1.2`
/// @param cipherSuite its standard name
/// @param applicationProtocol by ALPN; null if none was agreed on
/// @param serverName for whom the peer has taken us (SNI), in lower case; null if it did not say
/// @param peerCertificates the peer's own certificate, then those that vouch for it; empty if it
///   has shown none
/// @param resumed whether an earlier session goes on
public record TlsSession(
        String protocol,
        String cipherSuite,
        @Nullable String applicationProtocol,
        @Nullable String serverName,
        List<X509Certificate> peerCertificates,
        boolean resumed) {

    static final AttributeKey<TlsSession> KEY = AttributeKey.named("TLS session");

    /// Copies the list.
    public TlsSession {
        peerCertificates = List.copyOf(peerCertificates);
    }

    /// The session of a connection. Any thread; does not block.
    ///
    /// @return null if it does not go over TLS
    public static @Nullable TlsSession of(Connection connection) {
        return connection.attribute(KEY);
    }

    /// What an engine has agreed on.
    static TlsSession of(SSLEngine engine, boolean resumed) {
        SSLSession session = engine.getSession();
        String agreed = engine.getApplicationProtocol();
        return new TlsSession(
                session.getProtocol(),
                session.getCipherSuite(),
                agreed == null || agreed.isEmpty() ? null : agreed,
                serverName(session),
                peerCertificates(session),
                resumed);
    }

    private static @Nullable String serverName(SSLSession session) {
        return session instanceof ExtendedSSLSession extended
                ? extended.getRequestedServerNames().stream()
                        .flatMap(name ->
                                name instanceof SNIHostName host
                                        ? Stream.of(host.getAsciiName().toLowerCase(Locale.ROOT))
                                        : Stream.empty())
                        .findFirst()
                        .orElse(null)
                : null;
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        try {
            return Stream.of(session.getPeerCertificates())
                    .map(X509Certificate.class::cast)
                    .toList();
        } catch (SSLPeerUnverifiedException hasShownNone) {
            return List.of();
        }
    }
}
