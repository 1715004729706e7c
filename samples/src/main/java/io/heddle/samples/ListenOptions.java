package io.heddle.samples;

import io.heddle.ListenerConfig;
import io.heddle.Network;
import io.heddle.SocketServer;
import io.heddle.proxy.ProxyProtocol;
import io.heddle.tls.CertificateSource;
import io.heddle.tls.Certificates;
import io.heddle.tls.TlsTransport;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The options that say where a sample listens, and what its peers must speak.
///
/// ```text
/// [--host H] [--port P] | [--unix PATH]
/// [--tls CERT.pem KEY.pem | --tls-demo]
/// [--proxy-protocol required --trust CIDR...]
/// ```
public final class ListenOptions {

    /// Their names.
    public static final Set<String> NAMES =
            Set.of(
                    "--host",
                    "--port",
                    "--unix",
                    "--tls",
                    "--tls-demo",
                    "--proxy-protocol",
                    "--trust");

    private ListenOptions() {}

    /// What they say.
    ///
    /// @throws UnknownHostException if the host is unknown
    /// @throws IOException if a certificate cannot be used
    public static ListenerConfig listener(Options options) throws IOException {
        ListenerConfig listener = ListenerConfig.on(address(options));
        if (options.has("--tls") || options.flag("--tls-demo")) {
            listener = listener.withTransport(transport(options));
        }
        if (options.has("--proxy-protocol") || options.has("--trust")) {
            listener = listener.withPreamble(preamble(options));
        }
        return listener;
    }

    private static SocketAddress address(Options options) throws UnknownHostException {
        if (options.has("--unix")) {
            if (options.has("--host") || options.has("--port")) {
                throw new UsageException("option --unix goes without --host and --port");
            }
            return options.unix().address();
        }
        var address = new InetSocketAddress(options.host(), options.port(0));
        if (address.isUnresolved()) {
            throw new UnknownHostException("unknown host " + options.host());
        }
        return address;
    }

    private static TlsTransport transport(Options options) throws IOException {
        List<String> files = options.values("--tls", 2);
        if (!files.isEmpty() && options.has("--tls-demo")) {
            throw new UsageException("option --tls goes without --tls-demo");
        }
        CertificateSource source =
                files.isEmpty()
                        ? DemoCertificate.make()
                        : CertificateSource.pem(Path.of(files.get(0)), Path.of(files.get(1)));
        return TlsTransport.of(Certificates.of(source));
    }

    private static ProxyProtocol preamble(Options options) {
        String mode = options.text("--proxy-protocol", "");
        if (!mode.equals("required")) {
            throw new UsageException("option --proxy-protocol must be required, was " + mode);
        }
        if (options.all("--trust").isEmpty()) {
            throw new UsageException("option --proxy-protocol needs --trust CIDR, had none");
        }
        return Options.checked(() ->
                ProxyProtocol.requiredFrom(
                        options.all("--trust").stream().map(Network::parse).toList()));
    }

    /// Where a server listens, as its user calls it: `localhost:2520`, `unix:/run/echo`.
    public static String print(Options options, SocketServer server) {
        return options.has("--unix")
                ? options.unix().toString()
                : options.host() + ":" + server.port();
    }
}
