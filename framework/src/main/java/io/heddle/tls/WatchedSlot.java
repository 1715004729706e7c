package io.heddle.tls;

import io.heddle.BadCertificateException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One certificate whose files are watched. Used by the watching thread alone.
///
/// **Half-written pairs.** A certificate and its key are two files, and are seldom replaced at
/// once. What cannot be used is therefore looked at once more, and told only if the files have not
/// changed in the meantime.
///
/// **Changes that no stamp shows.** A file that is written twice within a tick of its file system's
/// clock has the same stamp afterwards. So for a while after a change its files are read at every
/// look.
final class WatchedSlot {

    private static final long RESTLESS_NANOS = 2_000_000_000L;

    private final Certificates certificates;
    private final CertificateSlot slot;

    private List<FileStamp> stamps;
    private long changedNanos;
    private @Nullable BadCertificateException untold;
    private boolean isTold;

    WatchedSlot(Certificates certificates, CertificateSlot slot, long nanos) {
        this.certificates = certificates;
        this.slot = slot;
        this.stamps = List.of();
        this.changedNanos = nanos;
    }

    /// Looks at the files, and reloads if they have changed or may have.
    void look(long nanos) {
        // stamped before they are read: what is written meanwhile is seen at the next look
        List<FileStamp> now = FileStamp.of(slot.source().files());
        boolean isChanged = !now.equals(stamps);
        if (isChanged) {
            stamps = now;
            changedNanos = nanos;
            isTold = false;
            untold = null;
        }
        if (isChanged || untold != null || nanos - changedNanos < RESTLESS_NANOS) {
            reload();
        }
    }

    private void reload() {
        try {
            certificates.reload(slot);
            untold = null;
            isTold = false;
        } catch (BadCertificateException e) {
            if (untold != null && !isTold) {
                certificates.keep(slot, e);
                isTold = true;
            }
            untold = isTold ? null : e;
        }
    }
}
