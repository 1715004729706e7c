package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Logs on `System.Logger`, name `io.heddle.tls`: at `INFO` what was replaced, at `WARNING` what
/// could not be.
public final class LoggingCertificateObserver implements CertificateObserver {

    private final Logger log;

    /// Logs as `io.heddle.tls`.
    public LoggingCertificateObserver() {
        this(System.getLogger("io.heddle.tls"));
    }

    /// Logs on a logger of the caller's choice.
    public LoggingCertificateObserver(Logger log) {
        this.log = log;
    }

    @Override
    public void replaced(CertificateSnapshot before, CertificateSnapshot now) {
        log.log(Level.INFO, () -> "certificate replaced, " + now);
    }

    @Override
    public void reloadFailed(CertificateSnapshot kept, BadCertificateException failure) {
        log.log(
                Level.WARNING,
                () -> "certificate kept, " + kept + ", because: " + failure.getMessage());
    }
}
