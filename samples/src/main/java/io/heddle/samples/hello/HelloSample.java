package io.heddle.samples.hello;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.heddle.BadCertificateException;
import io.heddle.ConnectFailedException;
import io.heddle.Connection;
import io.heddle.Endpoint;
import io.heddle.HandshakeException;
import io.heddle.LookupFailedException;
import io.heddle.client.SocketClient;
import io.heddle.client.SocketClientConfig;
import io.heddle.samples.ClientOptions;
import io.heddle.samples.Options;
import io.heddle.samples.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;

/// The client side of an echo server. It connects by name, sends a greeting, and prints what comes
/// back.
///
/// ```text
/// hello [--host H] [--port P] [--tls [--ca FILE]]
/// hello --unix PATH
/// hello --udp [--host H] [--port P]
/// ```
public final class HelloSample {

    static final String GREETING = "Hello, Server!";

    private HelloSample() {}

    /// Greets once.
    ///
    /// @return 0 if the greeting came back, 1 if nobody listens, the host is unknown, or is not the
    ///   one that it says it is
    public static int run(Options options) {
        options.only(Set.of("--host", "--port", "--unix", "--tls", "--ca", "--udp"));
        if (options.flag("--udp")) {
            return DatagramHello.run(options);
        }
        Endpoint server = server(options);
        try (var client = SocketClient.open(SocketClientConfig.DEFAULT);
                Connection connection =
                        client.connect(server, ClientOptions.connect(options, "--tls"))) {
            connection.output().write(GREETING.getBytes(UTF_8));
            byte[] answer = connection.input().readNBytes(GREETING.length());
            System.out.println("Received: " + new String(answer, UTF_8));
            return answer.length == GREETING.length() ? 0 : 1;
        } catch (BadCertificateException unusable) {
            System.err.println(unusable.getMessage());
        } catch (LookupFailedException e) {
            System.err.println("unknown host " + e.host());
        } catch (ConnectFailedException e) {
            Throwable answer = e.getCause();
            System.err.println(
                    answer == null
                            ? e.getMessage()
                            : "nobody listens on " + server + " (" + answer.getMessage() + ")");
        } catch (HandshakeException e) {
            System.err.println("no trust in " + server + ": " + e.getMessage());
        } catch (IOException e) {
            System.err.println("lost " + server + ": " + e.getMessage());
        }
        return 1;
    }

    private static Endpoint server(Options options) {
        if (options.has("--unix")) {
            if (options.has("--tls") || options.has("--host") || options.has("--port")) {
                throw new UsageException("option --unix goes without --host, --port and --tls");
            }
            return options.unix();
        }
        return new Endpoint(
                Endpoint.Kind.TCP,
                InetSocketAddress.createUnresolved(options.host(), options.port(1)));
    }
}
