package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dates in fields ([RFC 9110 §5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)).
class HttpDateTest {

    private static final long NOW = Instant.parse("2026-11-28T12:00:00Z").getEpochSecond();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-94 08:49:37 GMT",
                "Sun Nov  6 08:49:37 1994",
            })
    void allThreeFormsAreRead(String text) {
        assertEquals(Instant.parse("1994-11-06T08:49:37Z"), HttpDate.parse(text));
    }

    @Test
    void isWrittenInTheFirstForm() {
        Instant time = Instant.parse("1994-11-06T08:49:37.999999999Z");

        assertEquals("Sun, 06 Nov 1994 08:49:37 GMT", HttpDate.format(time));
    }

    @ParameterizedTest
    @CsvSource({"26, 2026", "76, 2076", "77, 1977", "99, 1999", "00, 2000"})
    void yearOfTwoDigitsIsAtMostFiftyYearsAhead(String digits, int year) {
        Instant time = HttpDate.parse("Sunday, 06-Nov-" + digits + " 08:49:37 GMT", NOW);

        assertEquals(Instant.parse(year + "-11-06T08:49:37Z"), time);
    }

    @Test
    void leapSecondIsTheNextOne() {
        assertEquals(
                Instant.parse("2017-01-01T00:00:00Z"),
                HttpDate.parse("Sat, 31 Dec 2016 23:59:60 GMT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "1994-11-06T08:49:37Z",
                "sun, 06 nov 1994 08:49:37 gmt",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37",
                "Sun, 06 Nov 1994 08:49:37 UTC",
                "Sun, 06 Nov 1994 08:49:37 +0000",
                "Sun, 31 Feb 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:49:61 GMT",
                "Sun, 00 Nov 1994 08:49:37 GMT",
                "Xxx, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Xxx 1994 08:49:37 GMT",
                " Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                "Sunday, 06-Nov-1994 08:49:37 GMT",
                "Sun Nov    08:49:37 1994",
            })
    void anythingElseIsNoDate(String text) {
        assertNull(HttpDate.parse(text));
    }
}
