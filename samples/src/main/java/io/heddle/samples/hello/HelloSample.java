package io.heddle.samples.hello;

import io.heddle.Endpoint;
import io.heddle.samples.Link;
import io.heddle.samples.Options;
import io.heddle.samples.Outgoing;
import io.heddle.samples.TrustedCertificates;
import io.heddle.samples.UsageException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import javax.net.ssl.SSLException;

/// The client side of an echo server. It connects by name, sends a greeting, and prints what comes
/// back.
///
/// ```text
/// hello [--host H] [--port P] [--tls [--ca FILE]]
/// hello --unix PATH
/// ```
public final class HelloSample {

    private static final String GREETING = "Hello, Server!";

    private HelloSample() {}

    /// Greets once.
    ///
    /// @return 0 if the greeting came back, 1 if nobody listens, the host is unknown, or is not the
    ///   one that it says it is
    public static int run(Options options) {
        options.only(Set.of("--host", "--port", "--unix", "--tls", "--ca"));
        Outgoing server;
        try {
            server = server(options);
        } catch (IOException unreadable) {
            System.err.println(sentence(unreadable));
            return 1;
        }
        byte[] greeting = GREETING.getBytes(StandardCharsets.UTF_8);
        try (Link link = server.connect(new byte[0])) {
            link.output().write(greeting);
            byte[] answer = link.input().readNBytes(greeting.length);
            System.out.println("Received: " + new String(answer, StandardCharsets.UTF_8));
            return answer.length == greeting.length ? 0 : 1;
        } catch (UnknownHostException e) {
            System.err.println("unknown host " + options.host());
        } catch (SSLException e) {
            System.err.println("no trust in " + server + ": " + e.getMessage());
        } catch (SocketException e) {
            System.err.println("nobody listens on " + server + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            System.err.println("lost " + server + ": " + e.getMessage());
        }
        return 1;
    }

    private static Outgoing server(Options options) throws IOException {
        boolean tls = options.flag("--tls");
        if (options.has("--ca") && !tls) {
            throw new UsageException("option --ca needs --tls");
        }
        if (options.has("--unix")) {
            if (tls || options.has("--host") || options.has("--port")) {
                throw new UsageException("option --unix goes without --host, --port and --tls");
            }
            return new Outgoing(options.unix(), null);
        }
        return new Outgoing(
                new Endpoint(
                        Endpoint.Kind.TCP,
                        InetSocketAddress.createUnresolved(options.host(), options.port(1))),
                tls ? TrustedCertificates.context(options) : null);
    }

    private static String sentence(IOException failure) {
        return failure instanceof NoSuchFileException missing
                ? "no file " + missing.getFile()
                : String.valueOf(failure.getMessage());
    }
}
