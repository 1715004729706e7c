package io.heddle.loadtest.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;

/// A program that is not ours, for `exec:`; started from its class file.
public final class ForeignServer {
    private ForeignServer() {}

    /// The target of one behaviour.
    static String target(String behaviour) {
        return "exec:\"%s\" -Xmx64m -XX:TieredStopAtLevel=1 -cp \"%s\" %s %s {port}"
                .formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        classes(),
                        ForeignServer.class.getName(),
                        behaviour);
    }

    /// Where its class file lies.
    private static Path classes() {
        return Path.of(
                java.net.URI.create(
                        ForeignServer.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .toString()));
    }

    /// Behaves as the first argument says, on the port that the second one is.
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        switch (arguments[0]) {
            case "echoes" -> serve(port, Long.MAX_VALUE);
            case "crashes" -> serve(port, 2000);
            case "refuses" -> {
                System.err.println("no licence");
                System.exit(9);
            }
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    /// Echoes, and dies after so many messages on one connection.
    private static void serve(int port, long most) throws IOException {
        try (var listener = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"))) {
            while (true) {
                var connection = listener.accept();
                Thread.ofVirtual().start(() -> echo(connection, most));
            }
        }
    }

    private static void echo(Socket connection, long most) {
        try (connection) {
            var buffer = new byte[64 * 1024];
            long left = most;
            for (int n = connection.getInputStream().read(buffer);
                    n >= 0;
                    n = connection.getInputStream().read(buffer)) {
                connection.getOutputStream().write(buffer, 0, n);
                if (--left == 0) {
                    System.err.println("out of luck");
                    Runtime.getRuntime().halt(4);
                }
            }
        } catch (IOException e) {
            // The client left.
        }
    }
}
