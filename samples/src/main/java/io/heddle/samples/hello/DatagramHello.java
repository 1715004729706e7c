package io.heddle.samples.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.samples.Options;
import io.heddle.udp.Datagram;
import io.heddle.udp.DatagramClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;

/// Greets over UDP, where a greeting may be lost: then it is sent again.
final class DatagramHello {

    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private DatagramHello() {}

    static int run(Options options) {
        options.beside("--udp", "--host", "--port");
        var address = new InetSocketAddress(options.host(), options.port(1));
        if (address.isUnresolved()) {
            System.err.println("unknown host " + options.host());
            return 1;
        }
        String server = "udp:" + options.host() + ":" + address.getPort();
        try (var client = DatagramClient.connect(address)) {
            byte[] greeting = HelloSample.GREETING.getBytes(UTF_8);
            Datagram answer = client.exchange(greeting, PATIENCE, ATTEMPTS);
            if (answer != null) {
                System.out.println("Received: " + new String(answer.payload(), UTF_8));
                return 0;
            }
            System.err.println("nobody answers on " + server);
        } catch (PortUnreachableException e) {
            System.err.println("nobody listens on " + server + " (port unreachable)");
        } catch (IOException e) {
            System.err.println("lost " + server + ": " + e.getMessage());
        }
        return 1;
    }
}
