package io.heddle.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Times as fields have them, to the second ([RFC 9110
/// §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)).
public final class HttpDate {

    private static final List<String> MONTHS =
            List.of(
                    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                    "Dec");
    private static final String SHORT_DAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)";
    private static final String LONG_DAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day";
    private static final String MONTH = "(?<month>" + String.join("|", MONTHS) + ")";
    private static final String TIME = "(?<hour>\\d\\d):(?<minute>\\d\\d):(?<second>\\d\\d)";
    private static final List<Pattern> FORMS =
            List.of(
                    form(SHORT_DAY, ", (?<day>\\d\\d) ", MONTH, " (?<year>\\d{4}) ", TIME, " GMT"),
                    form(LONG_DAY, ", (?<day>\\d\\d)-", MONTH, "-(?<year>\\d\\d) ", TIME, " GMT"),
                    form(SHORT_DAY, " ", MONTH, " (?<day>[ \\d]\\d) ", TIME, " (?<year>\\d{4})"));
    private static final int LONGEST = "Wednesday, 09-Nov-94 08:49:37 GMT".length();
    private static final int LEAP_SECOND = 60;
    private static final int CENTURY = 100;

    private HttpDate() {}

    private static Pattern form(String... parts) {
        return Pattern.compile(String.join("", parts));
    }

    /// `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// @param time of the years 0 to 9999; parts of a second are cut off
    public static String format(Instant time) {
        return DateField.format(time);
    }

    /// The time that a field names in one of the three forms that there have been; whether the day
    /// of the week is right does not matter.
    ///
    /// @return null if it is in none of them
    public static @Nullable Instant parse(String text) {
        return parse(text, DateField.second());
    }

    /// @param now seconds of the epoch, by which a year of two digits is understood
    static @Nullable Instant parse(String text, long now) {
        if (text.length() > LONGEST) {
            return null;
        }
        for (Pattern form : FORMS) {
            Matcher found = form.matcher(text);
            if (found.matches()) {
                try {
                    return time(found, now);
                } catch (DateTimeException noSuchTime) {
                    return null;
                }
            }
        }
        return null;
    }

    private static Instant time(Matcher found, long now) {
        int year = number(found, "year");
        if (found.group("year").length() > 2) {
            return time(found, year);
        }
        int thisYear = LocalDateTime.ofEpochSecond(now, 0, ZoneOffset.UTC).getYear();
        int inThisCentury = thisYear - thisYear % CENTURY + year;
        // what seems to be more than 50 years ahead was in the past
        boolean isAhead = inThisCentury > thisYear + CENTURY / 2;
        return time(found, isAhead ? inThisCentury - CENTURY : inThisCentury);
    }

    private static Instant time(Matcher found, int year) {
        int second = number(found, "second");
        boolean isLeap = second == LEAP_SECOND;
        return LocalDateTime.of(
                        year,
                        MONTHS.indexOf(found.group("month")) + 1,
                        number(found, "day"),
                        number(found, "hour"),
                        number(found, "minute"),
                        isLeap ? second - 1 : second)
                .plusSeconds(isLeap ? 1 : 0)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(Matcher found, String group) {
        return Integer.parseInt(found.group(group).strip());
    }
}
