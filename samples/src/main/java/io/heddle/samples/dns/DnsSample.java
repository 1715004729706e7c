package io.heddle.samples.dns;

import io.heddle.AmplificationException;
import io.heddle.Connection;
import io.heddle.Endpoint;
import io.heddle.ListenException;
import io.heddle.ServerConfig;
import io.heddle.ShutdownPlan;
import io.heddle.ShutdownReport;
import io.heddle.SocketServer;
import io.heddle.samples.Options;
import io.heddle.samples.UsageException;
import io.heddle.udp.Datagram;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/// A name server that asks another one, and remembers what that said: over UDP, and over TCP on the
/// same port.
///
/// ```text
/// dns --forward HOST:PORT [--host H] [--port P]
/// ```
public final class DnsSample {

    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final int TRIES = 10;

    private final Forwarder forwarder;

    private DnsSample(Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    /// Serves until a signal, `SIGTERM` or `SIGINT`, asks for the end; prints `listening on
    /// HOST:PORT` when it takes questions.
    ///
    /// @return 1 if the address cannot be listened on, a host is unknown, or signals cannot be
    ///   caught
    public static int run(Options options) {
        options.only(Set.of("--forward", "--host", "--port"));
        Endpoint forward = options.endpoint("--forward");
        if (forward.kind() == Endpoint.Kind.UNIX) {
            throw new UsageException("option --forward must be HOST:PORT, was " + forward);
        }
        var address = new InetSocketAddress(options.host(), options.port(0));
        if (address.isUnresolved()) {
            System.err.println("unknown host " + options.host());
            return 1;
        }
        try (var upstream = Upstream.at((InetSocketAddress) forward.resolve().address())) {
            new DnsSample(new Forwarder(upstream)).serve(address, options.host(), TRIES);
            return 0;
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException failure) {
            System.err.println(failure.getMessage());
            return 1;
        }
    }

    private void serve(InetSocketAddress address, String host, int tries) throws IOException {
        var stopped = new CompletableFuture<ShutdownReport>();
        try (var streams = streams(address);
                var datagrams = datagrams((InetSocketAddress) streams.addresses().getFirst())) {
            streams.shutdownOnSignal(ShutdownPlan.within(GRACE), stopped::complete);
            System.out.println("listening on " + host + ":" + streams.port());
            stopped.join();
            datagrams.shutdown(GRACE);
        } catch (ListenException taken) {
            if (address.getPort() > 0 || tries == 1) {
                throw taken;
            }
            serve(address, host, tries - 1); // the system chose a port that is free for TCP alone
        }
    }

    private SocketServer streams(InetSocketAddress address) throws IOException {
        return SocketServer.start(ServerConfig.on(address).withName("dns"), this::answer);
    }

    private DatagramServer datagrams(InetSocketAddress address) throws IOException {
        return DatagramServer.start(
                DatagramServerConfig.on(address).withName("dns-udp"), this::answer);
    }

    private void answer(Connection connection) throws IOException {
        var frames = Upstream.FRAMING.over(connection);
        for (byte[] query = frames.read(); query != null; query = frames.read()) {
            Answer answer = forwarder.answer(query);
            if (answer == null) {
                return;
            }
            frames.write(answer.whole());
        }
    }

    /// Who asks may have forged its address: the framework refuses to send it much more than it has
    /// sent itself. Over TCP nobody can.
    private void answer(Datagram query) throws IOException {
        Answer answer = forwarder.answer(query.payload());
        if (answer == null) {
            return;
        }
        try {
            query.reply(answer.fitting());
        } catch (AmplificationException tooMuch) {
            query.reply(answer.truncated());
        }
    }
}
