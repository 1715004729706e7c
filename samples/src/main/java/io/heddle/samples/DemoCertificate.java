package io.heddle.samples;

import io.heddle.tls.CertificateSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A throw-away certificate for `localhost`, signed by itself: to try TLS, and for nothing else.
/// The running JDK's `keytool` makes it; nothing of it is left on the disk.
public final class DemoCertificate {

    private static final long PATIENCE_SECONDS = 30;

    private DemoCertificate() {}

    /// Makes one; takes about a second.
    ///
    /// @throws IOException if this JDK has no `keytool`, or it fails
    public static CertificateSource make() throws IOException {
        Path folder = Files.createTempDirectory("heddle-demo");
        Path file = folder.resolve("demo.p12");
        String password = UUID.randomUUID().toString();
        try {
            keytool(file, password);
            return CertificateSource.of(
                    CertificateSource.pkcs12(file, password.toCharArray()).read());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
    }

    private static void keytool(Path file, String password)
            throws IOException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command =
                List.of(
                        tool,
                        "-genkeypair",
                        "-alias",
                        "demo",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "7",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        password,
                        "-keystore",
                        file.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            String said =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException("keytool made no certificate: " + said.strip());
            }
        } finally {
            process.destroyForcibly();
        }
    }
}
