package io.heddle.loadtest.cli;

import io.heddle.loadtest.process.Addresses;
import io.heddle.loadtest.process.ControlServer;
import io.heddle.loadtest.target.RunningTarget;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;

/// Says where a started server listens, and stays until its input ends or a signal comes.
final class Serving {
    private Serving() {}

    /// @param asked where the server was told to listen
    /// @param control whether standard input holds control lines and its end ends the server
    static int until(
            PrintWriter output,
            SocketAddress asked,
            Protocol protocol,
            RunningTarget server,
            boolean control)
            throws IOException, InterruptedException {
        server.finishOnSignal();
        output.println("listening on " + Addresses.print(asked, server.port()));
        output.flush();
        if (control) {
            // Standard output belongs to the answers; what a library prints goes elsewhere.
            System.setOut(System.err);
            new ControlServer(server, protocol, output).serve(System.in);
        } else {
            new CountDownLatch(1).await();
        }
        return ExitCodes.OK;
    }
}
