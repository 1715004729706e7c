package io.heddle.tls;

import io.heddle.Connection;
import io.heddle.Transport;
import io.heddle.TransportLink;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/// TLS as the transport of a listener, or of a connection that goes on in private
/// ([Connection#upgrade(Transport)]). TLS 1.3 and 1.2, over TCP and Unix-domain sockets.
///
/// A peer's end is its `close_notify`; a stream that ends without one is a
/// [io.heddle.StreamTruncatedException]. TLS 1.3 streams end one by one; with TLS 1.2 the peer's
/// end ends both ([RFC 5246 §7.2.1](https://www.rfc-editor.org/rfc/rfc5246#section-7.2.1)). A peer
/// cannot negotiate again.
///
/// Any thread. What was agreed on with a peer: [TlsSession#of(Connection)].
public final class TlsTransport implements Transport {

    private final Engines engines;
    private final @Nullable ClientHelloHook hook;

    private TlsTransport(Engines engines, @Nullable ClientHelloHook hook) {
        this.engines = engines;
        this.hook = hook;
    }

    /// The server's side, as [TlsConfig#DEFAULT] has it.
    ///
    /// @param certificates what clients are shown
    public static TlsTransport of(Certificates certificates) {
        return of(certificates, TlsConfig.DEFAULT);
    }

    /// The server's side.
    ///
    /// @param certificates what clients are shown; read again, they hold for new handshakes
    /// @throws IllegalArgumentException if the JDK cannot do what the configuration wants
    public static TlsTransport of(Certificates certificates, TlsConfig config) {
        SSLContext context = context(certificates, config.trust());
        SSLParameters parameters = serverParameters(config);
        parameters.setSNIMatchers(List.of(certificates.matcher()));
        return server(context, parameters, config);
    }

    /// The server's side, as [TlsConfig#DEFAULT] has it.
    ///
    /// @param context has the certificate and its key, and who is trusted
    public static TlsTransport of(SSLContext context) {
        return of(context, TlsConfig.DEFAULT);
    }

    /// The server's side.
    ///
    /// @param context has the certificate and its key, and who is trusted
    /// @throws IllegalArgumentException if the context cannot do what the configuration wants
    public static TlsTransport of(SSLContext context, TlsConfig config) {
        Objects.requireNonNull(context, "context");
        return server(context, serverParameters(config), config);
    }

    private static SSLParameters serverParameters(TlsConfig config) {
        SSLParameters parameters = parameters(config);
        switch (config.clientAuthentication()) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANTED -> parameters.setWantClientAuth(true);
            case REQUIRED -> parameters.setNeedClientAuth(true);
        }
        return parameters;
    }

    private static TlsTransport server(
            SSLContext context, SSLParameters parameters, TlsConfig config) {
        context.createSSLEngine().setSSLParameters(parameters); // throws early what it throws
        return new TlsTransport(
                connection -> {
                    SSLEngine engine = context.createSSLEngine();
                    engine.setUseClientMode(false);
                    engine.setSSLParameters(parameters);
                    if (config.noCommonProtocol() == NoCommonProtocol.IGNORE) {
                        chooseOrIgnore(engine, config.applicationProtocols());
                    }
                    return engine;
                },
                config.clientHelloHook());
    }

    /// The client's side.
    ///
    /// @param host whose certificate it must be: a name or an address
    /// @param config tells who is trusted
    public static TlsTransport client(String host, TlsConfig config) {
        return client(context(null, config.trust()), host, config);
    }

    /// The client's side of one that shows a certificate.
    ///
    /// @param host whose certificate it must be: a name or an address
    /// @param own what servers are shown that ask
    /// @param config tells who is trusted
    public static TlsTransport client(String host, Certificates own, TlsConfig config) {
        return client(context(own, config.trust()), host, config);
    }

    /// The client's side, as [TlsConfig#DEFAULT] has it.
    ///
    /// @param context who is trusted
    /// @param host whose certificate it must be: a name or an address
    public static TlsTransport client(SSLContext context, String host) {
        return client(context, host, TlsConfig.DEFAULT);
    }

    /// The client's side.
    ///
    /// @param context who is trusted
    /// @param host whose certificate it must be: a name or an address
    /// @throws IllegalArgumentException if the context cannot do what the configuration wants
    public static TlsTransport client(SSLContext context, String host, TlsConfig config) {
        Objects.requireNonNull(context, "context");
        Objects.requireNonNull(host, "host");
        SSLParameters parameters = parameters(config);
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        if (!isAddress(host)) {
            parameters.setServerNames(List.of(new SNIHostName(host)));
        }
        context.createSSLEngine().setSSLParameters(parameters); // throws early what it throws
        return new TlsTransport(
                connection -> {
                    SSLEngine engine = context.createSSLEngine(host, port(connection));
                    engine.setUseClientMode(true);
                    engine.setSSLParameters(parameters);
                    return engine;
                },
                null);
    }

    /// The client's side for any host, for those who talk to several. They share what TLS keeps of
    /// a server, which makes the next handshake with it shorter.
    ///
    /// @param config tells who is trusted
    /// @return makes it for a host, a name or an address, whose certificate it must be
    public static Function<String, TlsTransport> clients(TlsConfig config) {
        return clients(context(null, config.trust()), config);
    }

    /// The same of clients that show a certificate.
    ///
    /// @param own what servers are shown that ask
    /// @param config tells who is trusted
    /// @return makes it for a host, a name or an address, whose certificate it must be
    public static Function<String, TlsTransport> clients(Certificates own, TlsConfig config) {
        return clients(context(own, config.trust()), config);
    }

    private static Function<String, TlsTransport> clients(SSLContext context, TlsConfig config) {
        return host -> client(context, host, config);
    }

    /// By host and port a context finds the session that may go on.
    private static int port(Connection connection) {
        return connection.peerAddress() instanceof InetSocketAddress inet ? inet.getPort() : -1;
    }

    private static SSLContext context(@Nullable Certificates own, Trust trust) {
        try {
            var context = SSLContext.getInstance("TLS");
            KeyManager[] keys = own == null ? null : new KeyManager[] {own.keyManager()};
            context.init(keys, trust.managers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK speaks no TLS", e);
        }
    }

    private static boolean isAddress(String host) {
        return host.indexOf(':') >= 0
                || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
    }

    private static SSLParameters parameters(TlsConfig config) {
        var parameters =
                new SSLParameters(
                        config.cipherSuites().toArray(String[]::new),
                        config.protocols().toArray(String[]::new));
        parameters.setApplicationProtocols(config.applicationProtocols().toArray(String[]::new));
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    private static void chooseOrIgnore(SSLEngine engine, List<String> ours) {
        engine.setHandshakeApplicationProtocolSelector(
                (same, theirs) -> ours.stream().filter(theirs::contains).findFirst().orElse(""));
    }

    /// Called by the framework.
    @Override
    public TransportLink open(Connection connection, ByteChannel socket) {
        return hook == null
                ? link(connection, socket, null)
                : new HelloLink(connection, socket, this, hook);
    }

    /// A link for which no hook is asked.
    ///
    /// @param first what was read from the socket already, or null
    TransportLink link(Connection connection, ByteChannel socket, @Nullable ByteBuffer first) {
        return new TlsLink(connection, socket, engines.engine(connection), first);
    }
}
