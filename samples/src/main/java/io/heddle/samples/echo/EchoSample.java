package io.heddle.samples.echo;

import io.heddle.ConnectionHandler;
import io.heddle.MinimumRate;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.Timeouts;
import io.heddle.samples.Options;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/// An echo server ([RFC 862](https://www.rfc-editor.org/rfc/rfc862)) with limits of time: `echo
/// [--host H] [--port P] [--first-byte D] [--idle D] [--write D] [--lifetime D] [--min-rate B/s]`.
/// Port 0 lets the system choose one.
public final class EchoSample {

    private static final ConnectionHandler ECHO =
            connection -> connection.input().transferTo(connection.output());

    private static final Set<String> OPTIONS =
            Set.of(
                    "--host",
                    "--port",
                    "--first-byte",
                    "--idle",
                    "--write",
                    "--lifetime",
                    "--min-rate");

    private EchoSample() {}

    /// Serves until the process is ended; prints `listening on HOST:PORT` when it accepts.
    ///
    /// @return 1 if the address cannot be listened on
    public static int run(Options options) {
        options.only(OPTIONS);
        Timeouts timeouts = Options.checked(() -> timeouts(options));
        var address = new InetSocketAddress(options.host(), options.port(0));
        if (address.isUnresolved()) {
            System.err.println("unknown host " + options.host());
            return 1;
        }
        ServerConfig config = ServerConfig.on(address).withName("echo").withTimeouts(timeouts);
        try (var server = SocketServer.start(config, ECHO)) {
            System.out.println("listening on " + options.host() + ":" + server.port());
            server.awaitStopped();
            return 0;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return 1;
        } catch (InterruptedException asked) {
            return 0;
        }
    }

    private static Timeouts timeouts(Options options) {
        Timeouts usual = Timeouts.DEFAULT;
        return usual.withFirstByte(options.limit("--first-byte", usual.firstByte()))
                .withIdle(options.limit("--idle", usual.idle()))
                .withWrite(options.limit("--write", usual.write()))
                .withLifetime(options.limit("--lifetime", usual.lifetime()))
                .withMinimumRate(MinimumRate.of(options.rate("--min-rate", 0)));
    }
}
