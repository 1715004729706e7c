package io.heddle.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The field `Date`, made once a second ([RFC 9110
/// §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)). Any thread.
final class DateField {

    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final long MILLIS = 1000;

    private static volatile DateField latest = new DateField(0);

    private final long second; // of the epoch
    private final byte[] line;

    private DateField(long second) {
        this.second = second;
        this.line =
                ("Date: " + format(Instant.ofEpochSecond(second)) + "\r\n")
                        .getBytes(StandardCharsets.ISO_8859_1);
    }

    /// The field as it is written, with its end; not to be changed.
    static byte[] now() {
        long second = second();
        DateField field = latest;
        if (field.second != second) {
            field = new DateField(second);
            latest = field;
        }
        return field.line;
    }

    /// Now, in seconds of the epoch.
    static long second() {
        return System.currentTimeMillis() / MILLIS;
    }

    /// A time as fields have it.
    static String format(Instant time) {
        return FORMAT.format(time);
    }
}
