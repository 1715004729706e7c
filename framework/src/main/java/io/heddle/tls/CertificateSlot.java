package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The place of one certificate of a configuration, and what is in it now.
final class CertificateSlot {

    /// What is in it, under a name that no other identity ever had.
    ///
    /// @param read the number of the reading that it is from
    record Shown(String alias, Identity identity, long read) {

        boolean isOfKind(String keyType) {
            return identity.key().getAlgorithm().equals(keyType);
        }
    }

    private final int index;
    private final String name;
    private final CertificateSource source;
    private final AtomicLong reads = new AtomicLong();

    private volatile Shown shown; // replaced under the monitor

    /// Reads what is in it to begin with.
    ///
    /// @param index which slot of its [Certificates] it is
    /// @throws BadCertificateException if there is nothing good to begin with
    CertificateSlot(int index, String name, CertificateSource source)
            throws BadCertificateException {
        this.index = index;
        this.name = name;
        this.source = source;
        this.shown = read();
    }

    CertificateSource source() {
        return source;
    }

    Shown shown() {
        return shown;
    }

    /// The index in an alias.
    static int indexIn(String alias) {
        return Integer.parseInt(alias, 0, alias.indexOf('/'), 10);
    }

    /// Reads the source again. Readings may overlap.
    Shown read() throws BadCertificateException {
        long number = reads.incrementAndGet();
        try {
            return new Shown(index + "/" + number, source.read(), number);
        } catch (RuntimeException e) {
            throw new BadCertificateException(
                    "certificate " + name, "its source failed with " + e, e);
        }
    }

    /// Shows from now on what was read.
    ///
    /// @param retire is given what is shown no longer, before the other is shown
    /// @return what was shown before; null if it stays, because it is the same or was read later
    synchronized @Nullable Shown show(Shown read, Consumer<Shown> retire) {
        Shown before = shown;
        if (read.read() <= before.read()) {
            return null;
        }
        if (read.identity().chain().equals(before.identity().chain())) {
            return null;
        }
        retire.accept(before);
        shown = read;
        return before;
    }

    CertificateSnapshot snapshot() {
        return snapshot(shown);
    }

    CertificateSnapshot snapshot(Shown shown) {
        Identity identity = shown.identity();
        return new CertificateSnapshot(name, identity.chain().getFirst(), identity.notAfter());
    }
}
