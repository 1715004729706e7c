package io.heddle.loadtest.target;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/// A key and a self-signed certificate for a server that is measured over TLS: ECDSA on P-256, made
/// anew by the running JDK's `keytool` and kept in memory alone.
public final class SelfSigned {
    private static final String PASSWORD = "loadtest";
    private static final long PATIENCE_SECONDS = 30;

    private SelfSigned() {}

    /// Makes one; takes about a second.
    ///
    /// @throws IOException if this JDK has no `keytool`, or it fails
    public static KeyManagerFactory make() throws IOException {
        var folder = Files.createTempDirectory("loadtest-key");
        var file = folder.resolve("key.p12");
        try {
            generate(file);
            return load(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(folder);
        }
    }

    /// The same as a context of the running JDK, for a server that does not ask for clients'
    /// certificates.
    ///
    /// @throws IOException if this JDK has no `keytool`, or it fails
    public static SSLContext context() throws IOException {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(make().getKeyManagers(), null, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK has no TLS", e);
        }
    }

    private static void generate(Path file) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var words =
                List.of(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-dname",
                        "CN=localhost",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "30",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        file.toString());
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            var output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException(
                        "keytool did not end within %d s".formatted(PATIENCE_SECONDS));
            }
            if (process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + output.strip());
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static KeyManagerFactory load(Path file) throws IOException {
        try {
            var keys = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
            var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(keys, PASSWORD.toCharArray());
            return factory;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificate that keytool made cannot be read", e);
        }
    }
}
