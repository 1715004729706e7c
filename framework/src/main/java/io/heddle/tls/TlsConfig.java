package io.heddle.tls;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How TLS is spoken.
///
/// @param protocols the versions, `TLSv1.3` and `TLSv1.2` or one of them; older ones are not spoken
/// @param cipherSuites by their standard names, the one we like best first
/// @param applicationProtocols the protocols to agree on by ALPN, the one we like best first;
///   empty: no ALPN
/// @param noCommonProtocol what becomes of a peer with which there is none in common
/// @param clientAuthentication whether a server asks for certificates; of no account to a client
/// @param trust whose word is taken for who a peer is: of a server's clients, if it asks for their
///   certificates, and of a client's server. Of no account where an `SSLContext` is given
/// @param clientHelloHook looks at what a server's clients begin with; null: nobody does
public record TlsConfig(
        List<String> protocols,
        List<String> cipherSuites,
        List<String> applicationProtocols,
        NoCommonProtocol noCommonProtocol,
        ClientAuthentication clientAuthentication,
        Trust trust,
        @Nullable ClientHelloHook clientHelloHook) {

    private static final Set<String> SPOKEN = Set.of("TLSv1.3", "TLSv1.2");
    private static final int MAX_PROTOCOL_BYTES = 255;

    /// TLS 1.3 and 1.2, with the suites that encrypt and authenticate in one and whose keys nobody
    /// can find out later (forward secrecy); no ALPN, no certificates of peers.
    public static final TlsConfig DEFAULT =
            new TlsConfig(
                    List.of("TLSv1.3", "TLSv1.2"),
                    List.of(
                            "TLS_AES_128_GCM_SHA256",
                            "TLS_AES_256_GCM_SHA384",
                            "TLS_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"),
                    List.of(),
                    NoCommonProtocol.REFUSE,
                    ClientAuthentication.NONE,
                    Trust.system(),
                    null);

    /// @throws IllegalArgumentException if a protocol is not spoken, a list that must not be is
    ///   empty, or an application protocol has no or more than 255 bytes
    public TlsConfig {
        protocols = List.copyOf(protocols);
        cipherSuites = List.copyOf(cipherSuites);
        applicationProtocols = List.copyOf(applicationProtocols);
        Objects.requireNonNull(noCommonProtocol, "noCommonProtocol");
        Objects.requireNonNull(clientAuthentication, "clientAuthentication");
        Objects.requireNonNull(trust, "trust");
        if (protocols.isEmpty() || !SPOKEN.containsAll(protocols)) {
            throw new IllegalArgumentException(
                    "protocols must be some of TLSv1.3 and TLSv1.2, were " + protocols);
        }
        if (cipherSuites.isEmpty()) {
            throw new IllegalArgumentException("cipherSuites must not be empty");
        }
        for (String protocol : applicationProtocols) {
            if (protocol.isEmpty() || protocol.length() > MAX_PROTOCOL_BYTES) {
                throw new IllegalArgumentException(
                        "an application protocol must have 1 to "
                                + MAX_PROTOCOL_BYTES
                                + " bytes, was \""
                                + protocol
                                + '"');
            }
        }
    }

    /// The same with other versions.
    public TlsConfig withProtocols(String... protocols) {
        return new TlsConfig(
                List.of(protocols),
                cipherSuites,
                applicationProtocols,
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }

    /// The same with other cipher suites.
    public TlsConfig withCipherSuites(List<String> cipherSuites) {
        return new TlsConfig(
                protocols,
                cipherSuites,
                applicationProtocols,
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }

    /// The same with other application protocols.
    public TlsConfig withApplicationProtocols(String... protocols) {
        return new TlsConfig(
                this.protocols,
                cipherSuites,
                List.of(protocols),
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }

    /// The same with another answer to peers with which no application protocol is in common.
    public TlsConfig withNoCommonProtocol(NoCommonProtocol noCommonProtocol) {
        return new TlsConfig(
                protocols,
                cipherSuites,
                applicationProtocols,
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }

    /// The same, asking peers for certificates or not.
    public TlsConfig withClientAuthentication(ClientAuthentication clientAuthentication) {
        return new TlsConfig(
                protocols,
                cipherSuites,
                applicationProtocols,
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }

    /// The same, trusting others.
    public TlsConfig withTrust(Trust trust) {
        return new TlsConfig(
                protocols,
                cipherSuites,
                applicationProtocols,
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }

    /// The same with somebody who looks at what clients begin with.
    public TlsConfig withClientHelloHook(ClientHelloHook clientHelloHook) {
        return new TlsConfig(
                protocols,
                cipherSuites,
                applicationProtocols,
                noCommonProtocol,
                clientAuthentication,
                trust,
                clientHelloHook);
    }
}
