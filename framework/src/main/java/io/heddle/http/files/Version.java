package io.heddle.http.files;

import io.heddle.http.HttpDate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/// By what a client knows one version of a file from another.
///
/// @param lastModified to the second, and not after now
/// @param isSettled whether a change from now on would be seen in both
record Version(EntityTag tag, Instant lastModified, boolean isSettled) {

    /// How coarse the clock of a file system may be. A file that changed just now may change again
    /// and look the same.
    private static final Duration COARSEST = Duration.ofSeconds(2);

    /// The version that was opened. Size and time alone, so that servers with copies of it agree.
    static Version of(FoundFile file, Instant now) {
        Instant modified = file.modified().toInstant();
        boolean isSettled = modified.plus(COARSEST).isBefore(now);
        var tag =
                new EntityTag(
                        !isSettled,
                        Long.toHexString(file.modified().to(TimeUnit.NANOSECONDS))
                                + "-"
                                + Long.toHexString(file.size()));
        Instant latest = modified.isBefore(now) ? modified : now;
        return new Version(tag, latest.truncatedTo(ChronoUnit.SECONDS), isSettled);
    }

    String lastModifiedText() {
        return HttpDate.format(lastModified);
    }
}
