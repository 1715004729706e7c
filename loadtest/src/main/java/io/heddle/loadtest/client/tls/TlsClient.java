package io.heddle.loadtest.client.tls;

import java.net.InetSocketAddress;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;

/// How the load speaks TLS: versions 1.3 and 1.2, any certificate, a full handshake for each
/// connection. Thread-safe.
public final class TlsClient {
    private final SSLContext context;
    private final SSLParameters parameters;

    /// @param server whose name is told in the handshake; `localhost` instead of a bare address
    public TlsClient(InetSocketAddress server) {
        try {
            context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new TrustsAnyone()}, null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS", e);
        }
        parameters = new SSLParameters();
        parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
        parameters.setServerNames(List.of(new SNIHostName(name(server.getHostString()))));
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

    private static String name(String host) {
        boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        return address ? "localhost" : host;
    }
}
