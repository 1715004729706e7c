package io.heddle.loadtest.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Programs that behave like servers that fail, for tests; started from their class files.
public final class FakeServer {
    private FakeServer() {}

    /// The command of one behaviour.
    static List<String> command(String... arguments) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(FakeServer.class.getName());
        command.addAll(List.of(arguments));
        return command;
    }

    /// Behaves as the first argument says.
    ///
    /// @param arguments the behaviour, then what it needs
    public static void main(String[] arguments) throws IOException {
        switch (arguments[0]) {
            case "dies" -> {
                System.err.println("WARNING: nobody reads this");
                System.err.println("cannot bind: the address is in use");
                System.err.println("second line");
                System.exit(3);
            }
            case "lies" -> {
                System.out.println("listening on 127.0.0.1:1");
                awaitEndOfInput();
            }
            case "talks" -> {
                System.out.println("hello");
                awaitEndOfInput();
            }
            case "hangs" -> awaitEndOfInput();
            case "mute" -> listenAnd(FakeServer::awaitEndOfInput);
            case "crashes" ->
                    listenAnd(() -> {
                        var _ = System.in.read();
                        System.err.println("out of luck");
                        System.exit(4);
                    });
            case "serves" -> serve(Integer.parseInt(arguments[1]));
            default -> throw new IllegalArgumentException(arguments[0]);
        }
    }

    private interface Behaviour {
        void run() throws IOException;
    }

    private static void listenAnd(Behaviour then) throws IOException {
        try (var listener = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            System.out.println("listening on 127.0.0.1:" + listener.getLocalPort());
            then.run();
        }
    }

    private static void awaitEndOfInput() throws IOException {
        var _ = System.in.readAllBytes();
    }

    private static void serve(int port) throws IOException {
        try (var listener = new ServerSocket(port, 10, InetAddress.ofLiteral("127.0.0.1"))) {
            while (true) {
                listener.accept().close();
            }
        }
    }
}
