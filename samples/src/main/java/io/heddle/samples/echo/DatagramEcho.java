package io.heddle.samples.echo;

import io.heddle.samples.Options;
import io.heddle.udp.DatagramServer;
import io.heddle.udp.DatagramServerConfig;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The echo over UDP: `echo --udp [--host H] [--port P]`.
final class DatagramEcho {

    private DatagramEcho() {}

    static int run(Options options) {
        options.beside("--udp", "--host", "--port");
        var address = new InetSocketAddress(options.host(), options.port(0));
        if (address.isUnresolved()) {
            System.err.println("unknown host " + options.host());
            return 1;
        }
        DatagramServerConfig config = DatagramServerConfig.on(address).withName("echo");
        try (var server =
                DatagramServer.start(config, datagram -> datagram.reply(datagram.payload()))) {
            System.out.println("listening on udp:" + options.host() + ":" + server.port());
            server.awaitStopped();
            return 0;
        } catch (IOException failure) {
            System.err.println(failure.getMessage());
            return 1;
        } catch (InterruptedException asked) {
            return 0;
        }
    }
}
