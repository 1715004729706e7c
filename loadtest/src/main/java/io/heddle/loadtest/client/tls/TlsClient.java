package io.heddle.loadtest.client.tls;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// How the load speaks TLS: versions 1.3 and 1.2, any certificate, a full handshake for each
/// connection. Of each version it offers one way of sealing and one of agreeing on keys, those that
/// the JDK prefers by itself, so that all servers do the same work. Thread-safe.
public final class TlsClient {
    // For keys on curves and keys of RSA; the first is of TLS 1.3.
    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"
    };

    // Keys are agreed on by the first. TLS 1.2 wants the others for certificates on those curves.
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1", "secp521r1"};

    private final SSLContext context;
    private final SSLParameters parameters;

    /// @param server whose name is told in the handshake; `localhost` instead of a bare address
    public TlsClient(SocketAddress server) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAnyone()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
        parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setCipherSuites(SUITES);
        parameters.setNamedGroups(GROUPS);
        parameters.setServerNames(List.of(new SNIHostName(name(server))));
    }

    /// An engine for one connection.
    SSLEngine newEngine() {
        // An engine that knows no peer finds no session to resume: every handshake is a full one,
        // so that all of them cost the same.
        var engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        engine.setSSLParameters(parameters);
        return engine;
    }

    private static String name(SocketAddress server) {
        var host = server instanceof InetSocketAddress inet ? inet.getHostString() : "::";
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return address ? "localhost" : host;
    }
}
