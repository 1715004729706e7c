package io.heddle.tls;

import io.heddle.BadCertificateException;

/// Is told what becomes of certificates while they are in use.
///
/// Called on the thread that reloads, which waits meanwhile. One that throws disturbs no reload; it
/// is handed to the thread's uncaught exception handler.
public interface CertificateObserver {

    /// New handshakes are shown another certificate from now on.
    default void replaced(CertificateSnapshot before, CertificateSnapshot now) {}

    /// A certificate could not be replaced; the old one is kept. Where files are watched, told once
    /// for each state that they are in.
    default void reloadFailed(CertificateSnapshot kept, BadCertificateException failure) {}
}
