package io.heddle.loadtest.client.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

/// Echoes over TLS, with a certificate made for the occasion.
public final class TlsEchoServer implements AutoCloseable {
    private static final char[] PASSWORD = "not secret".toCharArray();

    private final SSLServerSocket listener;

    private TlsEchoServer(SSLServerSocket listener) {
        this.listener = listener;
    }

    /// Starts it on a free port.
    ///
    /// @param directory for the certificate
    /// @param protocol such as `TLSv1.2`
    public static TlsEchoServer start(Path directory, String protocol) throws Exception {
        var context = contextWith(certificate(directory));
        var socket =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(0, 200, InetAddress.getLoopbackAddress());
        socket.setEnabledProtocols(new String[] {protocol});
        var server = new TlsEchoServer(socket);
        Thread.ofPlatform().daemon().start(server::acceptAll);
        return server;
    }

    /// A context that shows the only key of a store.
    public static SSLContext contextWith(Path store) throws Exception {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(store.toFile(), PASSWORD), PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /// Makes a store with a certificate that nobody else has signed.
    public static Path certificate(Path directory) throws Exception {
        var store = directory.resolve("server.p12");
        if (Files.exists(store)) {
            return store;
        }
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        var process =
                new ProcessBuilder(
                                keytool.toString(),
                                "-genkeypair",
                                "-alias",
                                "server",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-validity",
                                "2",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                new String(PASSWORD),
                                "-keystore",
                                store.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("keytool.txt").toFile())
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(
                    "keytool failed: " + Files.readString(directory.resolve("keytool.txt")));
        }
        return store;
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) listener.getLocalSocketAddress();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void acceptAll() {
        try {
            while (true) {
                var socket = (SSLSocket) listener.accept();
                Thread.ofPlatform().daemon().start(() -> echo(socket));
            }
        } catch (IOException e) {
            // Closed.
        }
    }

    private static void echo(SSLSocket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The client has gone.
        }
    }
}
