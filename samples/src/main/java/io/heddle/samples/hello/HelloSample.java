package io.heddle.samples.hello;

import io.heddle.samples.Options;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/// The client side of an echo server: `hello [--host H] [--port P]`. It connects by name, sends a
/// greeting, and prints what comes back.
public final class HelloSample {

    private static final String GREETING = "Hello, Server!";

    private HelloSample() {}

    /// Greets once.
    ///
    /// @return 0 if the greeting came back, 1 if nobody listens or the host is unknown
    public static int run(Options options) {
        options.only(Set.of("--host", "--port"));
        String server = options.host() + ":" + options.port(1);
        byte[] greeting = GREETING.getBytes(StandardCharsets.UTF_8);
        try (var socket = new Socket(options.host(), options.port(1))) {
            socket.getOutputStream().write(greeting);
            byte[] answer = socket.getInputStream().readNBytes(greeting.length);
            System.out.println("Received: " + new String(answer, StandardCharsets.UTF_8));
            return answer.length == greeting.length ? 0 : 1;
        } catch (UnknownHostException e) {
            System.err.println("unknown host " + options.host());
        } catch (ConnectException e) {
            System.err.println("nobody listens on " + server + " (" + e.getMessage() + ")");
        } catch (IOException e) {
            System.err.println("lost " + server + ": " + e.getMessage());
        }
        return 1;
    }
}
