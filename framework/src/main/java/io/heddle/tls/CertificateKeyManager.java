package io.heddle.tls;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Tells the JDK's TLS which certificate to show. An `SSLContext` asks it anew at each handshake,
/// so the context outlives every certificate.
final class CertificateKeyManager extends X509ExtendedKeyManager {

    private final Certificates certificates;

    CertificateKeyManager(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, SSLEngine engine) {
        return alias(certificates.forServer(serverName(engine)), keyType);
    }

    private static @Nullable String serverName(SSLEngine engine) {
        SSLSession session = engine.getHandshakeSession();
        if (session instanceof ExtendedSSLSession extended) {
            for (SNIServerName name : extended.getRequestedServerNames()) {
                if (name.getType() == StandardConstants.SNI_HOST_NAME) {
                    return text(name);
                }
            }
        }
        return null;
    }

    static String text(SNIServerName name) {
        return HostName.of(new String(name.getEncoded(), StandardCharsets.US_ASCII));
    }

    private static @Nullable String alias(List<CertificateSlot> slots, String keyType) {
        for (CertificateSlot slot : slots) {
            CertificateSlot.Shown shown = slot.shown();
            if (shown.isOfKind(keyType)) {
                return shown.alias();
            }
        }
        return null;
    }

    /// The default certificate, if the server knows one of the authorities that signed it.
    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, SSLEngine engine) {
        Set<Principal> known = issuers == null ? Set.of() : Set.copyOf(Arrays.asList(issuers));
        for (String keyType : keyTypes) {
            for (CertificateSlot slot : certificates.forServer(null)) {
                CertificateSlot.Shown shown = slot.shown();
                if (shown.isOfKind(keyType) && isIssued(shown.identity(), known)) {
                    return shown.alias();
                }
            }
        }
        return null;
    }

    private static boolean isIssued(Identity identity, Set<Principal> by) {
        return by.isEmpty()
                || identity.chain().stream()
                        .map(X509Certificate::getIssuerX500Principal)
                        .anyMatch(by::contains);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        Identity identity = certificates.identity(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        Identity identity = certificates.identity(alias);
        return identity == null ? null : identity.chain().toArray(X509Certificate[]::new);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // asked by no handshake
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null; // asked by no handshake
    }

    @Override
    public @Nullable String chooseServerAlias(
            String keyType, Principal @Nullable [] issuers, Socket socket) {
        return alias(certificates.forServer(null), keyType);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, Socket socket) {
        return null; // sockets of the JDK are none of ours
    }
}
