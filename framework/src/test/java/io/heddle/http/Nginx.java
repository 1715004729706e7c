package io.heddle.http;

import static io.heddle.Eventually.eventually;

import io.heddle.Requirement;
import io.heddle.TestPeer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// An nginx that reads requests to their end, and answers with method and target, as
/// [HttpServers#MIRROR] does. It reads them as a proxy, of itself: otherwise it would answer before
/// it has looked at the content.
record Nginx(Process process, InetSocketAddress address) implements AutoCloseable {

    private static final String CONFIGURATION =
            """
            daemon off;
            master_process off;
            pid nginx.pid;
            error_log stderr crit;
            events { worker_connections 256; }
            http {
              access_log off;
              client_body_temp_path body;
              proxy_temp_path proxy;
              fastcgi_temp_path fastcgi;
              uwsgi_temp_path uwsgi;
              scgi_temp_path scgi;
              client_max_body_size 16m;
              server {
                listen 127.0.0.1:FRONT;
                location / {
                  proxy_pass http://127.0.0.1:BACK;
                  proxy_ignore_client_abort on;
                }
              }
              server {
                listen 127.0.0.1:BACK;
                return 200 "$request_method $request_uri ";
              }
            }
            """;

    /// Starts it, and waits until it listens; skips the test where there is none.
    ///
    /// @param folder for its files; must be empty
    static Nginx start(Path folder) throws IOException {
        Optional<Path> program = find();
        Requirement.hold(program.isPresent(), "nginx");
        int[] ports = freePorts();
        Path file = folder.resolve("nginx.conf");
        Files.writeString(
                file,
                CONFIGURATION
                        .replace("FRONT", String.valueOf(ports[0]))
                        .replace("BACK", String.valueOf(ports[1])));
        Path log = folder.resolve("log");
        Process process = run(program.get(), log, "-p", folder.toString(), "-c", file.toString());
        var started = new Nginx(process, TestPeer.loopback(ports[0]));
        try {
            eventually().until(() -> started.listens() || !process.isAlive());
            if (!process.isAlive()) {
                throw new IOException("nginx ended: " + Files.readString(log));
            }
            return started;
        } catch (Throwable failure) {
            started.close();
            throw failure;
        }
    }

    /// `nginx version: nginx/1.22.1`.
    static String version(Path folder) throws IOException, InterruptedException {
        Path answer = folder.resolve("version");
        run(find().orElseThrow(), answer, "-v").waitFor();
        return Files.readString(answer);
    }

    private static Process run(Path program, Path output, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = program.toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
    }

    /// Debian has it where only root's path looks.
    private static Optional<Path> find() {
        String path = String.valueOf(System.getenv("PATH")) + File.pathSeparator + "/usr/sbin";
        return Arrays.stream(path.split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// nginx cannot say which port the system chose.
    private static int[] freePorts() throws IOException {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new int[] {one.getLocalPort(), other.getLocalPort()};
        }
    }

    private boolean listens() {
        try (var socket = new Socket()) {
            socket.connect(address);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
