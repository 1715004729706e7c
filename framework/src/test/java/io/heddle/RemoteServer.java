package io.heddle;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A server in a process of its own. It sends each line back, and for the line `big` more than the
/// buffers on the way take.
final class RemoteServer implements Closeable {

    private static final byte[] BIG = new byte[256 * 1024];
    private static final int LONGEST_LINE = 100;

    private final ChildJvm process;
    private InetSocketAddress address;

    private RemoteServer(ChildJvm process) throws InterruptedException {
        this.process = process;
        this.address = address(process.awaitLine("port "));
    }

    static RemoteServer start(Duration idle, String... options) throws Exception {
        String[] all = new String[options.length + 1];
        System.arraycopy(options, 0, all, 0, options.length);
        all[options.length] = "-Didle=" + idle;
        return new RemoteServer(ChildJvm.start(RemoteServer.class, all));
    }

    private static InetSocketAddress address(String port) {
        return TestPeer.loopback(Integer.parseInt(port));
    }

    InetSocketAddress address() {
        return address;
    }

    long pid() {
        return process.handle().pid();
    }

    long connections() throws InterruptedException {
        return Long.parseLong(process.ask("connections"));
    }

    long descriptors() throws InterruptedException {
        return Long.parseLong(process.ask("descriptors"));
    }

    /// How much memory the process has, in bytes; 0 where the system has no such file.
    long residentBytes() throws Exception {
        process.ask("collect");
        Path status = Path.of("/proc/" + pid() + "/status");
        if (!Files.exists(status)) {
            return 0;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .sum();
    }

    /// Shuts it down, and starts another one at another address.
    ///
    /// @return from the call to the return of the shutdown
    Duration shutdown() throws InterruptedException {
        String[] answer = process.ask("shutdown").split(" ", -1);
        address = address(answer[1]);
        return Duration.ofNanos(Long.parseLong(answer[0]));
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] arguments) throws Exception {
        var questions =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        SocketServer server = open();
        System.out.println("port " + server.port());
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            switch (line) {
                case "connections" -> System.out.println(server.connections());
                case "descriptors" -> System.out.println(Descriptors.open());
                case "collect" -> {
                    System.gc();
                    System.out.println("collected");
                }
                default -> {
                    long begin = System.nanoTime();
                    server.shutdown(Duration.ofSeconds(30));
                    long took = System.nanoTime() - begin;
                    server = open();
                    System.out.println(took + " " + server.port());
                }
            }
        }
        server.close();
    }

    private static SocketServer open() throws IOException {
        Duration idle = Duration.parse(System.getProperty("idle"));
        return SocketServer.start(
                Servers.configWithSmallBuffers()
                        .withTimeouts(Timeouts.DEFAULT.withFirstByte(idle).withIdle(idle)),
                RemoteServer::handle);
    }

    private static void handle(Connection connection) throws IOException {
        for (String line = connection.input().readLine(LONGEST_LINE);
                line != null;
                line = connection.input().readLine(LONGEST_LINE)) {
            connection.output().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            if (line.equals("big")) {
                connection.output().write(BIG);
            }
        }
    }
}
