package io.heddle.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;

/// Which certificate is shown at some moment.
///
/// @param name what it is for: the name or wildcard of the configuration, or `default`; from the
///   second of a name on with a number, `default#2`
/// @param certificate our own, the first of its chain
/// @param notAfter when the first certificate of its chain expires
public record CertificateSnapshot(String name, X509Certificate certificate, Instant notAfter) {

    /// Whom it vouches for, and until when.
    @Override
    public String toString() {
        return "%s: %s until %s"
                .formatted(name, certificate.getSubjectX500Principal().getName(), notAfter);
    }
}
