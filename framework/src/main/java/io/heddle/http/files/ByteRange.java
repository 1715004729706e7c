package io.heddle.http.files;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Some bytes of a file ([RFC 9110
/// §14.1.2](https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2)).
///
/// @param first where they begin, at least 0
/// @param last where they end, inclusive, at least `first`
record ByteRange(long first, long last) {

    /// How many a client gets in one answer; each costs a head of its own.
    static final int MOST = 16;

    private static final String UNIT = "bytes=";
    private static final int LONGEST = 64; // characters of a range

    long length() {
        return last - first + 1;
    }

    /// The value of `Content-Range`.
    String of(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }

    /// What the field `Range` asks for. Those that overlap or touch become one.
    ///
    /// @param size of the file in bytes
    /// @return empty if none is in the file; null if the field is to be ignored: it is malformed,
    ///   of another unit, asks for too many, or the file is empty
    static @Nullable List<ByteRange> parse(String field, long size) {
        if (!field.regionMatches(true, 0, UNIT, 0, UNIT.length()) || size == 0) {
            return null;
        }
        List<ByteRange> ranges = new ArrayList<>(1);
        int members = 0;
        for (String text : field.substring(UNIT.length()).split(",", -1)) {
            String spec = text.strip();
            if (spec.isEmpty()) {
                continue; // RFC 9110 5.6.1
            }
            int dash = spec.indexOf('-');
            if (++members > MOST || dash < 0 || spec.length() > LONGEST) {
                return null;
            }
            long first = number(spec.substring(0, dash));
            long last = number(spec.substring(dash + 1));
            boolean isSuffix = dash == 0;
            boolean isOpen = dash == spec.length() - 1;
            if ((isSuffix && isOpen)
                    || (!isSuffix && first < 0)
                    || (!isOpen && last < 0)
                    || (!isSuffix && !isOpen && last < first)) {
                return null;
            }
            add(isSuffix ? suffix(last, size) : range(first, isOpen ? size : last, size), ranges);
        }
        return members == 0 ? null : ranges;
    }

    /// @return null if there are no such bytes
    private static @Nullable ByteRange range(long first, long last, long size) {
        return first < size ? new ByteRange(first, Math.min(last, size - 1)) : null;
    }

    private static @Nullable ByteRange suffix(long length, long size) {
        return length > 0 ? new ByteRange(Math.max(0, size - length), size - 1) : null;
    }

    /// @return -1 if it is none; the greatest long for what is greater
    private static long number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return -1;
        }
        var number = new BigInteger(digits);
        return number.bitLength() < Long.SIZE ? number.longValue() : Long.MAX_VALUE;
    }

    /// Keeps the order in which they were asked for.
    private static void add(@Nullable ByteRange added, List<ByteRange> ranges) {
        if (added == null) {
            return;
        }
        ByteRange grown = added;
        int place = ranges.size();
        for (int i = ranges.size() - 1; i >= 0; i--) {
            if (ranges.get(i).meets(grown)) {
                grown = grown.with(ranges.remove(i));
                place = i;
                i = ranges.size(); // what has grown may meet others
            }
        }
        ranges.add(Math.min(place, ranges.size()), grown);
    }

    private boolean meets(ByteRange other) {
        return first <= other.last + 1 && other.first <= last + 1;
    }

    private ByteRange with(ByteRange other) {
        return new ByteRange(Math.min(first, other.first), Math.max(last, other.last));
    }
}
