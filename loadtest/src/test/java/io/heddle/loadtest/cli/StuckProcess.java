package io.heddle.loadtest.cli;

import io.heddle.Connection;
import io.heddle.ServerConfig;
import io.heddle.SocketServer;
import io.heddle.TaskScope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/// A process in which nothing that is virtual gets on: handlers and tasks keep both carriers busy.
/// Killed when closed.
public final class StuckProcess implements AutoCloseable {
    private static final CountDownLatch SPINNING = new CountDownLatch(2);

    private final Process process;
    private final Path folder; // who attaches puts a file there, and leaves it if he is in a hurry

    private StuckProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /// Returns when it is stuck.
    static StuckProcess start(String... options) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-Xmx64m");
        command.add("-Djdk.virtualThreadScheduler.parallelism=2");
        command.add("-Djdk.virtualThreadScheduler.maxPoolSize=2");
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.add(StuckProcess.class.getName());
        var folder = Files.createTempDirectory("heddle-stuck");
        var process =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .start();
        var line = process.inputReader().readLine();
        if (!"stuck".equals(line)) {
            process.destroyForcibly();
            throw new IOException("not stuck: " + line);
        }
        return new StuckProcess(process, folder);
    }

    long pid() {
        return process.pid();
    }

    /// Sends SIGSTOP.
    void standStill() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", String.valueOf(pid())).start().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Files.deleteIfExists(folder.resolve(".attach_pid" + pid()));
        Files.delete(folder);
    }

    /// Starts a server with one peer that is silent, one whose task spins, one whose handler spins,
    /// and one that comes too late.
    public static void main(String[] arguments) throws Exception {
        var config =
                ServerConfig.on(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0))
                        .withObservers(List.of()) // its output tells when it is stuck
                        .withName("stuck");
        try (var server = SocketServer.start(config, StuckProcess::serve);
                var silent = peer(server, 's');
                var withTask = peer(server, 't');
                var spinning = peer(server, 'h')) {
            SPINNING.await();
            try (var late = peer(server, 'x')) {
                while (server.connections() < 4) {
                    Thread.onSpinWait();
                }
                System.out.println("stuck");
                System.in.read();
                late.shutdownOutput();
            }
            silent.shutdownOutput();
            withTask.shutdownOutput();
            spinning.shutdownOutput();
        }
    }

    private static Socket peer(SocketServer server, char request) throws IOException {
        var address = (InetSocketAddress) server.addresses().getFirst();
        var peer = new Socket(address.getAddress(), address.getPort());
        peer.getOutputStream().write(request);
        while (server.bytesIn() == 0) {
            Thread.onSpinWait(); // the silent one waits before the others spin
        }
        return peer;
    }

    private static void serve(Connection connection) throws Exception {
        switch (connection.input().read()) {
            case 'h' -> spin();
            case 't' -> {
                try (TaskScope<Object, Exception> tasks = TaskScope.allSucceed()) {
                    tasks.fork(StuckProcess::spin);
                    tasks.join();
                }
            }
            default -> connection.input().read();
        }
    }

    private static Object spin() {
        SPINNING.countDown();
        while (SPINNING.getCount() >= 0) {
            Thread.onSpinWait();
        }
        return "";
    }
}
