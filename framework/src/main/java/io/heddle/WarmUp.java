package io.heddle;

import io.heddle.internal.jfr.HeddleEvents;
import io.heddle.internal.time.TimerWheel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/// What the first server of a process does before it listens.
///
/// - **The error path.** A process that has run out of descriptors can open no file: no class that
///   is not loaded yet, no table of time zones for the first line that is logged. So what is needed
///   then is used once before, a dump included.
/// - **The path of an idle connection.** A thread that parks while its frames are still interpreted
///   keeps them, about 1.6 KB, until it runs again, which for an idle peer is never. So accepting,
///   reading and parking run until they are compiled.
/// - **The flight recorder's events** are loaded, and made known to it.
///
/// The second part takes some tenths of a second and needs a loopback connection; where there is
/// none it is left out, which costs memory and nothing else.
final class WarmUp {

    private static final int CONNECTIONS = 300;
    private static final int ROUNDS = 4;
    private static final int PATIENCE_MILLIS = 1000;

    private static boolean done; // guarded by the class

    private WarmUp() {}

    /// Warms up, unless this process has done it.
    static synchronized void once() {
        if (!done) {
            done = true;
            errorPath();
            idleConnectionPath();
            HeddleEvents.announce(); // last, so that none of these connections is recorded
        }
    }

    private static void idleConnectionPath() {
        var loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        ServerConfig config =
                ServerConfig.on(loopback).withName("warm-up").withObservers(List.of());
        ConnectionHandler echo = connection -> connection.input().transferTo(connection.output());
        try (var server = SocketServer.start(config, echo, TimerWheel.shared(), false)) {
            var address = (InetSocketAddress) server.addresses().getFirst();
            for (int i = 0; i < CONNECTIONS; i++) {
                try (Socket client = connect(address)) {
                    echo(client);
                }
            }
            try (Socket client = connect(address)) {
                echo(client);
                dump(server);
            }
        } catch (IOException noLoopback) {
            // see above
        }
    }

    private static Socket connect(InetSocketAddress address) throws IOException {
        var client = new Socket(address.getAddress(), address.getPort());
        client.setSoTimeout(PATIENCE_MILLIS);
        return client;
    }

    private static void echo(Socket client) throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            client.getOutputStream().write(i);
            client.getInputStream().read();
        }
    }

    /// A server that is stuck for want of descriptors is one that somebody wants to look at.
    private static void dump(SocketServer server) {
        ServerSnapshot snapshot = server.snapshot(1);
        new StringBuilder(snapshot.toText()).append(snapshot.toJson());
    }

    private static void errorPath() {
        var text = new StringWriter();
        var failure = new IOException("warm-up", new OutOfMemoryError("warm-up"));
        failure.printStackTrace(new PrintWriter(text));
        text.append(
                String.format(
                        Locale.ROOT,
                        "%1$tb %1$td, %1$tY %1$tT",
                        ZonedDateTime.now(ZoneId.systemDefault())));
        text.append(AcceptFailure.of(failure).toString());
        var backoff = new AcceptBackoff(() -> ThreadLocalRandom.current().nextDouble());
        text.append(backoff.failed() + backoff.takeReport(0) + "");
        logLines(text, failure);
    }

    /// What a [LoggingObserver] needs to log this as a handler's failure.
    private static void logLines(StringWriter text, IOException failure) {
        var withControls = new IllegalStateException("warm-up\n", failure);
        withControls.addSuppressed(failure);
        LoggedFailure.of(withControls).printStackTrace(new PrintWriter(text));
        text.append(LogLines.acceptFailed("warm-up", AcceptFailure.OTHER, 1, failure));
        text.append(Addresses.print(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0)));
        var limit = new LineLimit(() -> 0);
        limit.take(LogEvent.FAILED, "warm-up", 1);
        limit.settle((event, detail, count) -> text.append(detail));
    }
}
