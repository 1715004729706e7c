package io.heddle.loadtest.wire;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The value of the header `Date`, made once a second, for servers that do not send one by
/// themselves ([RFC 9110 §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)).
public final class HttpDate {
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long MILLIS_PER_SECOND = 1000;

    private static volatile Second latest = new Second(0, ""); // replaced by any thread

    private HttpDate() {}

    /// The present second, such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    public static String now() {
        long second = System.currentTimeMillis() / MILLIS_PER_SECOND;
        var known = latest;
        if (known.second != second) {
            known = new Second(second, FORMAT.format(Instant.ofEpochSecond(second)));
            latest = known;
        }
        return known.text;
    }

    private record Second(long second, String text) {}
}
