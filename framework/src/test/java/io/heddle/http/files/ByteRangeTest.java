package io.heddle.http.files;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The field `Range` ([RFC 9110 §14.2](https://www.rfc-editor.org/rfc/rfc9110#section-14.2)).
class ByteRangeTest {

    private static String parsed(String field, long size) {
        List<ByteRange> ranges = ByteRange.parse(field, size);
        return ranges == null
                ? null
                : ranges.stream()
                        .map(range -> range.first() + "-" + range.last())
                        .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0 | 0-0",
                "bytes=0-99 | 0-99",
                "bytes=0-1000 | 0-99",
                "bytes=5- | 5-99",
                "bytes=-5 | 95-99",
                "bytes=-1000 | 0-99",
                "bytes=99- | 99-99",
                "BYTES=1-2 | 1-2",
                "bytes=00001-0002 | 1-2",
                "bytes=0-99999999999999999999999999 | 0-99",
                "bytes=0-1,5-6 | 0-1 5-6",
                "bytes=5-6,0-1 | 5-6 0-1",
                "bytes= 0-1 ,, 5-6 ,| 0-1 5-6",
                "bytes=0-1,200-300,-1 | 0-1 99-99",
                // what overlaps or touches becomes one
                "bytes=0-,0-,0- | 0-99",
                "bytes=0-9,5-14 | 0-14",
                "bytes=0-9,10-19 | 0-19",
                "bytes=0-9,20-29,5-24 | 0-29",
                "bytes=50-59,0-9,55-64 | 50-64 0-9",
                "bytes=0-79,-40 | 0-99",
                // none of it is there
                "bytes=100- | ''",
                "bytes=100-200,300- | ''",
                "bytes=-0 | ''",
                "bytes=99999999999999999999999999- | ''",
            })
    void areThoseOfTheFile(String field, String ranges) {
        assertEquals(ranges, parsed(field, 100));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=,",
                "bytes=-",
                "bytes=5",
                "bytes=5-4",
                "bytes=0-1,5-4",
                "bytes=a-b",
                "bytes=1-2-3",
                "bytes=--1",
                "bytes=+1-2",
                "bytes=0x1-2",
                "bytes=1.0-2",
                "bytes=1 - 2",
                "bytes =0-1",
                "bits=0-1",
                "items=0-1",
                "0-1",
                "bytes=\u0661-\u0662",
            })
    void fieldThatIsNoneIsIgnored(String field) {
        assertNull(parsed(field, 100));
    }

    @Test
    void longNumbersAreNotWorked() {
        assertNull(parsed("bytes=0-" + "9".repeat(5000), 100));
    }

    @Test
    void fieldWithTooManyIsIgnored() {
        assertEquals(16, ByteRange.parse(ranges(16), 1000).size());
        assertNull(ByteRange.parse(ranges(17), 1000));
        assertNull(ByteRange.parse("bytes=" + "0-,".repeat(1000), 1000));
    }

    private static String ranges(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> 10 * i + "-" + (10 * i + 1))
                .collect(Collectors.joining(",", "bytes=", ""));
    }

    @Test
    void emptyFileHasNoRanges() {
        assertNull(parsed("bytes=0-", 0));
        assertNull(parsed("bytes=-5", 0));
    }
}
