package io.heddle.samples;

import io.heddle.client.ConnectOptions;
import io.heddle.tls.TlsConfig;
import io.heddle.tls.TlsTransport;
import io.heddle.tls.Trust;
import java.io.IOException;
import java.nio.file.Path;

/// The options that say how the client side of a sample connects: `[FLAG [--ca FILE]]`.
public final class ClientOptions {

    private ClientOptions() {}

    /// What they say: with the flag over TLS, trusting those that `--ca FILE` (PEM) has, or else
    /// those that the JDK trusts.
    ///
    /// @param tls the flag
    /// @throws IOException if the file cannot be used, naming it
    public static ConnectOptions connect(Options options, String tls) throws IOException {
        boolean chosen = options.has("--ca");
        if (!options.flag(tls)) {
            if (chosen) {
                throw new UsageException("option --ca needs " + tls);
            }
            return ConnectOptions.DEFAULT;
        }
        Trust trust = chosen ? Trust.pem(Path.of(options.text("--ca", ""))) : Trust.system();
        return ConnectOptions.DEFAULT.withTransport(
                TlsTransport.clients(TlsConfig.DEFAULT.withTrust(trust)));
    }
}
