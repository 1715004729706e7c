package io.heddle.samples;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom the client side of a sample trusts.
public final class TrustedCertificates {

    private TrustedCertificates() {}

    /// Those that `--ca FILE` (PEM) has, or else those that the system trusts.
    ///
    /// @throws IOException if the file cannot be read, or has no certificate, naming it
    public static SSLContext context(Options options) throws IOException {
        try {
            if (!options.has("--ca")) {
                return SSLContext.getDefault();
            }
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(read(Path.of(options.text("--ca", ""))));
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException unsuitable) {
            throw new IOException(
                    "certificates of "
                            + options.text("--ca", "the system")
                            + " are not usable: "
                            + unsuitable.getMessage(),
                    unsuitable);
        }
    }

    private static KeyStore read(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream pem = Files.newInputStream(file)) {
            int number = 0;
            for (Certificate each :
                    CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("trusted-" + ++number, each);
            }
        }
        if (store.size() == 0) {
            throw new IOException(file + " has no certificate");
        }
        return store;
    }
}
