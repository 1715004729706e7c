package io.heddle.samples;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// An nginx in front of another server, with connections to it that it keeps.
record Nginx(Process process, int port, Path folder) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// Starts it, and waits until it listens.
    ///
    /// @param folder for its files; must be empty
    /// @param upstream `127.0.0.1:8080`
    static Nginx inFrontOf(String upstream, Path folder) throws IOException {
        var nginx = Tool.required("nginx");
        int port = freePort();
        Path file = folder.resolve("nginx.conf");
        Files.writeString(
                file,
                """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr warn;
                events { worker_connections 256; }
                http {
                  access_log off;
                  client_body_temp_path body;
                  proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi;
                  uwsgi_temp_path uwsgi;
                  scgi_temp_path scgi;
                  client_max_body_size 64m;
                  map $http_upgrade $connection_field { default upgrade; '' ''; }
                  upstream heddle { server %s; keepalive 16; }
                  server {
                    listen 127.0.0.1:%d;
                    location / {
                      proxy_pass http://heddle;
                      proxy_http_version 1.1;
                      proxy_set_header Host $http_host;
                      proxy_set_header Upgrade $http_upgrade;
                      proxy_set_header Connection $connection_field;
                    }
                    location /unbuffered/ {
                      proxy_pass http://heddle/;
                      proxy_http_version 1.1;
                      proxy_set_header Connection '';
                      proxy_buffering off;
                      proxy_request_buffering off;
                    }
                  }
                }
                """
                        .formatted(upstream, port));
        Path log = folder.resolve("log");
        Process process = nginx.start(log.toFile(), "-p", folder.toString(), "-c", file.toString());
        var started = new Nginx(process, port, folder);
        try {
            await().atMost(PATIENCE).until(() -> listens(port) || !process.isAlive());
            if (!process.isAlive()) {
                throw new IOException("nginx ended: " + Files.readString(log));
            }
            return started;
        } catch (Throwable failure) {
            started.close();
            throw failure;
        }
    }

    /// nginx cannot say which port the system chose.
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listens(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /// `http://127.0.0.1:8081/echo`.
    String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    /// What it complained about.
    String log() throws IOException {
        return Files.readString(folder.resolve("log"));
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
