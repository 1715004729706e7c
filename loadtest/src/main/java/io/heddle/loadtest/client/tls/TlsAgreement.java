package io.heddle.loadtest.client.tls;

import io.heddle.loadtest.client.transport.Sockets;
import java.io.IOException;
import java.net.SocketAddress;
import java.security.PublicKey;
import java.security.interfaces.ECKey;
import java.security.interfaces.RSAKey;
import java.util.Map;
import javax.net.ssl.SSLSession;

/// What a server and the load agree on for TLS, told by the client's side of a handshake: so that
/// servers are compared that do the same work.
///
/// @param protocol such as `TLSv1.3`
/// @param suite such as `TLS_AES_256_GCM_SHA384`
/// @param key of the server's certificate, such as `EC-256`
/// @param certificates how many the server shows
public record TlsAgreement(String protocol, String suite, String key, int certificates) {

    /// Connects, shakes hands and closes, blocking meanwhile.
    ///
    /// @throws IOException if the server cannot be reached, or does not agree
    public static TlsAgreement with(SocketAddress server) throws IOException {
        try (var channel = Sockets.open(server)) {
            channel.connect(server);
            var stream = new TlsStream(new TlsClient(server), channel, new RecordBuffers());
            try {
                if (stream.handshake() != HandshakeProgress.DONE) {
                    throw new IOException("the TLS handshake stopped half-way");
                }
                return of(stream.session());
            } finally {
                stream.end();
            }
        }
    }

    private static TlsAgreement of(SSLSession session) throws IOException {
        var chain = session.getPeerCertificates();
        return new TlsAgreement(
                session.getProtocol(),
                session.getCipherSuite(),
                kind(chain[0].getPublicKey()),
                chain.length);
    }

    private static String kind(PublicKey key) {
        return switch (key) {
            case ECKey ec -> "EC-" + ec.getParams().getOrder().bitLength();
            case RSAKey rsa -> "RSA-" + rsa.getModulus().bitLength();
            default -> key.getAlgorithm();
        };
    }

    /// The same as settings of the server.
    public Map<String, String> values() {
        return Map.of(
                "tlsProtocol",
                protocol,
                "tlsSuite",
                suite,
                "tlsKey",
                key,
                "tlsCertificates",
                String.valueOf(certificates));
    }
}
