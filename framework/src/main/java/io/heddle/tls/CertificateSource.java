package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.nio.file.Path;
import java.util.List;

/// Where a certificate and its key come from, and come from again on a reload.
///
/// Implement it for what is not in files: a vault, say.
@FunctionalInterface
public interface CertificateSource {

    /// Reads the certificate and its key as they are now. Called by who reloads; may block. Calls
    /// may overlap.
    ///
    /// @throws BadCertificateException with a plain sentence, if they cannot be used
    Identity read() throws BadCertificateException;

    /// The files that are worth watching; none by default.
    default List<Path> files() {
        return List.of();
    }

    /// Two PEM files.
    ///
    /// @param chain the server's own certificate, then those of the authorities between it and the
    ///   one that peers trust, each signed by the next
    /// @param key its private key, as PKCS #8, PKCS #1 or SEC 1; may be the same file
    static CertificateSource pem(Path chain, Path key) {
        return new PemFiles(chain, key, null);
    }

    /// Two PEM files, the key encrypted (PKCS #8).
    ///
    /// @param password of the key; is copied
    static CertificateSource pem(Path chain, Path key, char[] password) {
        return new PemFiles(chain, key, password.clone());
    }

    /// A file in PKCS #12 with one private key and its certificates.
    ///
    /// @param password of the file and its key; is copied
    static CertificateSource pkcs12(Path file, char[] password) {
        return new Pkcs12File(file, password.clone());
    }

    /// A certificate that stays as it is.
    static CertificateSource of(Identity identity) {
        return () -> identity;
    }
}
