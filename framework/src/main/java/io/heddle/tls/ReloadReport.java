package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.util.List;

/// What a reload has done. What is in neither list was read, and is the same as before.
///
/// @param replaced what new handshakes are shown from now on
/// @param failures why others could not be replaced; these are kept
public record ReloadReport(
        List<CertificateSnapshot> replaced, List<BadCertificateException> failures) {

    public ReloadReport {
        replaced = List.copyOf(replaced);
        failures = List.copyOf(failures);
    }
}
