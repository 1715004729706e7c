package io.heddle.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/// PEM files as tests want them.
final class PemText {

    private PemText() {}

    static String of(String label, byte[] der) {
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(
                        label,
                        Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(der),
                        label);
    }

    static String of(List<X509Certificate> chain) throws CertificateEncodingException {
        var text = new StringBuilder();
        for (X509Certificate certificate : chain) {
            text.append(of("CERTIFICATE", certificate.getEncoded()));
        }
        return text.toString();
    }

    static String chain(Identity identity) throws CertificateEncodingException {
        return of(identity.chain());
    }

    static String key(Identity identity) {
        return of("PRIVATE KEY", identity.key().getEncoded());
    }

    /// Replaces a file at once.
    static void put(Path file, String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(fresh, text);
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
